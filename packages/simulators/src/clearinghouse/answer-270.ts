import type { LocalDate } from "@practicum/kernel/local-date";
import { cents } from "@practicum/kernel/money";
import { npiCheckDigit } from "@practicum/kernel/npi";
import type {
  Benefit271,
  EligibilityInquiry,
  EligibilityPerson,
  EligibilityResponse,
  Rejection271,
} from "@practicum/x12/eligibility/types";
import {
  coversDay,
  enrol,
  hasOtherBirthDate,
  type Member,
  memberKind,
  planOf,
  unknownBirthDate,
} from "../payer/member.ts";
import { payerByElectronicId } from "../payer/payers.ts";
import type { PayerRules } from "../payer/rules.ts";
import { accumulatorOf, memberKey, type PayerState } from "../payer/state.ts";
import { echoed, isFalseNpi } from "./trading-partner.ts";

/** A made-up physician outside the practice, whom some members are assigned to. */
const elsewhere = { last: "Patel", first: "Anita", npi: `175000001${npiCheckDigit("175000001")}` };

/**
 * A payer's answer about a member on a day; null when its system stays silent. A member number that has not the payer's form
 * is not found (AAA 72); a known one with another birth date or last name is not this person (AAA 71, 73).
 */
export function answer270(
  rules: PayerRules,
  state: PayerState,
  inquiry: EligibilityInquiry,
  today: LocalDate,
): EligibilityResponse | null {
  const subscriber = withoutAddress(inquiry.subscriber);
  const memberId = subscriber.id?.value ?? "";
  const { address: _, ...receiver } = echoed(inquiry.receiver);
  const traces = inquiry.traces?.map((trace) => ({ ...trace, type: "2" }));
  const base = {
    source: inquiry.source,
    receiver,
    subscriber,
    ...(inquiry.dependent ? { dependent: withoutAddress(inquiry.dependent) } : {}),
    ...(traces ? { traces } : {}),
  };
  const reject = (reason: string): EligibilityResponse => {
    const rejections: readonly Rejection271[] = [{ valid: true, reason, followUp: "C" }];
    // The answer ends at the subscriber: there is no level of a dependent under one who was not found.
    const { dependent: _d, ...upToSubscriber } = base;
    return { ...upToSubscriber, subscriber: { ...subscriber, rejections }, benefits: [] };
  };
  // 43: no provider is known by this id.
  if (isFalseNpi(inquiry.receiver.id)) {
    const receiverRejections = [{ valid: true, reason: "43", followUp: "C" }];
    return { source: inquiry.source, receiver, receiverRejections, benefits: [] };
  }
  if (!new RegExp(rules.memberIdPattern).test(memberId)) return reject("72");
  if (memberKind(rules, memberId) === "silent") return null;
  const found = findOrEnrol(rules, state, subscriber, memberId, today);
  if (found === "name-differs") return reject("73");
  if (found === "birth-date-differs") return reject("71");

  const day = inquiry.requests[0]?.dates?.from ?? inquiry.dates?.[0]?.from ?? today;
  const covered = coversDay(found, day);
  const from = { qualifier: "346", from: found.from, to: found.from };
  if (covered !== "yes") {
    const dates = found.to ? [from, { qualifier: "347", from: found.to, to: found.to }] : [from];
    return { ...base, dates, benefits: [{ kind: "6", serviceTypes: ["30"], insuranceType: rules.insuranceType }] };
  }
  return { ...base, dates: [from], benefits: benefitsOf(rules, state, found, inquiry, day) };
}

/** The payer's own address for a person is not known here, and the question's is not worth repeating. */
function withoutAddress(person: EligibilityPerson): EligibilityPerson {
  const { address: _, ...rest } = person;
  return rest;
}

function findOrEnrol(
  rules: PayerRules,
  state: PayerState,
  person: EligibilityInquiry["subscriber"],
  memberId: string,
  today: LocalDate,
): Member | "name-differs" | "birth-date-differs" {
  const key = memberKey(rules.electronicId, memberId);
  const known = state.members[key];
  if (!known) {
    const member = enrol(
      rules,
      {
        memberId,
        family: person.name.last,
        given: person.name.first ?? "",
        birthDate: person.birthDate ?? unknownBirthDate,
        sex: person.sex ?? "U",
      },
      today,
    );
    state.members[key] = member;
    return member;
  }
  if (hasOtherBirthDate(known, person.birthDate)) return "birth-date-differs";
  if (person.name.last && !sameName(person.name.last, known.family)) return "name-differs";
  return known;
}

const plain = (name: string): string =>
  name
    .normalize("NFD")
    .replaceAll(/[^A-Za-z]/g, "")
    .toUpperCase();

export function sameName(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function benefitsOf(
  rules: PayerRules,
  state: PayerState,
  member: Member,
  inquiry: EligibilityInquiry,
  day: LocalDate,
): Benefit271[] {
  const plan = planOf(rules, member);
  const accumulator = accumulatorOf(state, member, day);
  const network = { inNetwork: "Y", coverageLevel: "IND" };
  const benefits: Benefit271[] = [
    {
      kind: "1",
      coverageLevel: "IND",
      serviceTypes: ["30"],
      insuranceType: rules.insuranceType,
      planDescription: plan.name,
    },
    { kind: "1", coverageLevel: "IND", serviceTypes: ["98"] },
    { kind: "B", ...network, serviceTypes: ["98"], period: "27", amount: plan.officeCopay },
    { kind: "C", ...network, serviceTypes: ["30"], period: "23", amount: plan.deductible },
    {
      kind: "C",
      ...network,
      serviceTypes: ["30"],
      period: "29",
      amount: cents(Math.max(0, plan.deductible - accumulator.deductibleMet)),
    },
    { kind: "A", ...network, serviceTypes: ["98"], percent: plan.coinsurancePercent / 100 },
  ];
  if (plan.outOfPocketMax !== null) {
    benefits.push({
      kind: "G",
      ...network,
      serviceTypes: ["30"],
      period: "29",
      amount: cents(Math.max(0, plan.outOfPocketMax - accumulator.outOfPocket)),
    });
  }
  const first = member.otherPrimaryPayer === null ? undefined : payerByElectronicId(member.otherPrimaryPayer);
  if (first) {
    const entity = {
      role: "PRP",
      name: { kind: "organization" as const, name: first.name },
      id: { qualifier: "PI", value: first.electronicId },
    };
    benefits.push({ kind: "R", serviceTypes: ["30"], entities: [entity] });
  }
  if (member.primaryCare !== null) {
    const here = member.primaryCare === "here";
    benefits.push({
      kind: "L",
      serviceTypes: ["30"],
      entities: [
        here
          ? { role: "P3", name: inquiry.receiver.name, id: inquiry.receiver.id }
          : {
              role: "P3",
              name: { kind: "person", last: elsewhere.last, first: elsewhere.first },
              id: { qualifier: "XX", value: elsewhere.npi },
            },
      ],
    });
  }
  return benefits;
}
