import { Button } from "@mantine/core";
import type { Household, HouseholdMember } from "@practicum/contracts/scheduling/households";
import { formatDate, minutesOf } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatAge, formatMinutes, formatName, formatPhone } from "@practicum/ui/format.ts";
import { useKeys } from "@practicum/ui/keys.ts";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { relationWords } from "../../../patient/family-words.ts";
import { useSession } from "../../../session/session-context.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import "./family.css";

/** The families of a patient: who belongs to them, who pays, when each comes next, what each owes; a digit opens a member. */
export function FamilyPanel({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const session = useSession();
  const dock = useDock();
  const families = useQuery(trpc.scheduling.getHouseholds.queryOptions({ patientId }));
  const mayEdit = session.can("patient.edit");
  const hasFamily = (families.data ?? []).length > 0;
  return (
    <section className="w-panel" aria-label="Family">
      <header>
        <h2>Family</h2>
        <span className="f-actions">
          {hasFamily && session.can("appointment.book") && (
            <Button size="compact-xs" variant="default" onClick={() => dock.open("together", patientId)}>
              Book together
            </Button>
          )}
          {mayEdit && families.data && (
            <Button
              size="compact-xs"
              variant="default"

              onClick={() => dock.open("family", patientId)}
            >
              {hasFamily ? "Change" : "Add a patient who is here"}
            </Button>
          )}
          {session.can("patient.register") && (
            <Link to="/patients/new" search={{ beside: patientId }} className="p-anchor">
              Add another member
            </Link>
          )}
        </span>
      </header>
      {families.isError && <Notice tone="warn">The family could not be loaded. {errorText(families.error)}</Notice>}
      {families.isPending && <LoadingState rows={2} />}
      {families.data?.length === 0 && <div style={{ fontSize: 13 }}>No family on record.</div>}
      {families.data?.map((one) => (
        <Family key={one.householdId} household={one} patientId={patientId} />
      ))}
    </section>
  );
}

function Family({ household, patientId }: { readonly household: Household; readonly patientId: string }) {
  const navigate = useNavigate();
  const now = household.members.filter((one) => one.leftOn === null);
  const left = household.members.filter((one) => one.leftOn !== null);
  const balances = useBalances(patientId, household.householdId);
  const open = (index: number) => {
    const member = now[index];
    if (!member) return false;
    return void navigate({ to: `/p/${member.patientId}/summary` });
  };
  const onKeyDown = useKeys(
    Object.fromEntries(Array.from({ length: 9 }, (_, index) => [String(index + 1), () => open(index)])),
  );
  const { guarantor, address } = household;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys are shortcuts to the links inside
    <div onKeyDown={onKeyDown}>
      <p className="f-line">
        {guarantor ? (
          <>
            Bills go to <b>{formatName(guarantor.name)}</b>
            {guarantor.patientId === null && guarantor.phone ? `, ${formatPhone(guarantor.phone)}` : ""}.
          </>
        ) : (
          <b>Nobody pays for this family yet.</b>
        )}{" "}
        {address && `${address.line1}${address.line2 ? `, ${address.line2}` : ""}, ${address.city}.`}
      </p>
      {balances.failed && <Notice tone="warn">Balances could not be loaded. {balances.failed}</Notice>}
      <ol className="f-members" aria-label="Members">
        {now.map((member, index) => (
          <Member
            key={member.patientId}
            member={member}
            number={index + 1}
            self={member.patientId === patientId}
            due={balances.of(member.patientId)}
          />
        ))}
      </ol>
      {left.map((member) => (
        <p key={`${member.patientId}${member.joinedOn}`} className="f-line">
          {formatName(member.name)} left on {formatDate(member.leftOn ?? member.joinedOn)}.
        </p>
      ))}
    </div>
  );
}

interface MemberProps {
  readonly member: HouseholdMember;
  readonly number: number;
  readonly self: boolean;
  /** Undefined where the role reads no accounts, or it is not known yet. */
  readonly due: number | undefined;
}

function Member({ member, number, self, due }: MemberProps) {
  const { today } = useSession();
  const dock = useDock();
  const { nextVisit: next } = member;
  return (
    <li className="f-member">
      <kbd className="p-kbd" aria-hidden>
        {number < 10 ? number : ""}
      </kbd>
      <span>
        {self ? (
          <b>{formatName(member.name)}</b>
        ) : (
          <Link to={`/p/${member.patientId}/summary`} className="p-anchor">
            {formatName(member.name)}
          </Link>
        )}{" "}
        <small>
          {relationWords[member.relation]}, {formatAge(member.birthDate, today)}
          {member.sharesAddress ? "" : " · lives elsewhere"}
          {member.active ? "" : " · record closed"}
        </small>
      </span>
      <span>
        {next ? (
          <Button size="compact-xs" variant="subtle" onClick={() => dock.open("appointment", next.appointmentId)}>
            {formatDate(next.date)} {formatMinutes(minutesOf(next.start))}
          </Button>
        ) : (
          <small>Nothing booked</small>
        )}
      </span>
      <span className="f-due">
        {due === undefined ? "" : due === 0 ? <small>owes nothing</small> : formatCents(due)}
      </span>
    </li>
  );
}

/** What each member owes, for who reads accounts. */
function useBalances(patientId: string, householdId: string) {
  const trpc = useTRPC();
  const session = useSession();
  const account = useQuery({
    ...trpc.billing.familyAccount.queryOptions({ patientId }),
    enabled: session.can("account.read"),
  });
  const own = account.data?.find((one) => one.householdId === householdId);
  return {
    failed: account.isError ? errorText(account.error) : null,
    of: (id: string) => own?.members.find((one) => one.patientId === id)?.patientDue,
  };
}
