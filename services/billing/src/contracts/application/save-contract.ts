import {
  payerContractChanged,
  type ContractContent,
  type payerContractOperations,
} from "@practicum/contracts/billing/payer-contracts";
import { fail, type DomainError } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { overlapOf, periodsOf } from "../domain/contract-in-force.ts";
import {
  allVersions,
  insertContract,
  insertContractVersion,
  lockContract,
  lockPayer,
  versionsOf,
  type ContractRow,
} from "../sql/contracts.ts";
import { recheckDecided } from "../../underpayments/application/recheck-contract.ts";
import { scheduleNames } from "../sql/fee-schedules.ts";
import { keptVersion, periodsOfRows } from "./contract-of-claim.ts";

/** BIL-380: what a contract says from a day on. A version is written, and none is changed. */
export async function saveContract(
  context: BillingContext,
  input: InputOf<typeof payerContractOperations.saveContract>,
): ReplyOf<typeof payerContractOperations.saveContract> {
  const { tx } = context;
  const { contractId, payerId, content } = input;
  if (!(await lockPayer(tx, payerId))) return fail("not-found", { field: "payerId" });
  const known = await lockContract(tx, contractId);
  if (known === null && input.version > 0) return fail("not-found", { field: "contractId" });
  if (known !== null && known !== payerId) return fail("already-recorded", { field: "payerId" });
  const [latest] = await versionsOf(tx, { contractId, below: null, limit: 1 });
  if ((latest?.version ?? 0) !== input.version) return fail("stale-version");
  if (content === null && input.version === 0)
    return fail("invalid-input", {
      field: "content",
      fields: [{ field: "content", message: "Say what the contract pays: one that does not exist can't end." }],
    });
  const stranger = content && (await unknownSchedule(context, content));
  if (stranger !== null) return fail("not-found", { field: `content.terms.${stranger}.pay.scheduleId` });
  if (known === null && !(await insertContract(tx, contractId, payerId))) return fail("already-recorded");
  return write(context, payerId, {
    contractId,
    version: input.version + 1,
    from: input.from,
    content,
    because: input.because,
    undoes: null,
  });
}

/** BIL-380: what was changed last is taken back by a version of its own. */
export async function undoContract(
  context: BillingContext,
  { contractId, version }: InputOf<typeof payerContractOperations.undoContract>,
): ReplyOf<typeof payerContractOperations.undoContract> {
  const { tx } = context;
  const [seen] = await versionsOf(tx, { contractId, below: null, limit: 1 });
  if (!seen) return fail("not-found", { field: "contractId" });
  const payerId = must(await lockContract(tx, contractId));
  await lockPayer(tx, payerId);
  const latest = must((await versionsOf(tx, { contractId, below: null, limit: 1 }))[0]);
  if (latest.version !== version) return fail("stale-version");
  return write(context, payerId, {
    contractId,
    version: version + 1,
    from: latest.from_date,
    content: null,
    because: null,
    undoes: version,
  });
}

interface Next {
  readonly contractId: string;
  readonly version: number;
  readonly from: LocalDate;
  readonly content: ContractContent | null;
  readonly because: string | null;
  readonly undoes: number | null;
}

async function write(
  context: BillingContext,
  payerId: string,
  next: Next,
): Promise<Result<{ version: number }, DomainError>> {
  const { tx } = context;
  const rows = await allVersions(tx, payerId);
  const own = rows.filter((row) => row.contract_id === next.contractId);
  const met = overlapOf(
    periodsOf([...own.map(keptVersion), next]),
    periodsOfRows(rows.filter((row) => row.contract_id !== next.contractId)),
  );
  if (met)
    return fail("contract-overlaps", { field: "content.plans", detail: { name: met.content?.name ?? "Another" } });
  const written = await insertContractVersion(tx, {
    contract_id: next.contractId,
    version: next.version,
    from_date: next.from,
    content: next.content,
    at: context.now,
    by_name: actorName(context.actor),
    because: next.because,
    undoes: next.undoes,
  });
  if (!written) return fail("stale-version");
  context.emit(payerContractChanged, { contractId: next.contractId, version: next.version });
  await recheckDecided(context, {
    cause: `${next.contractId}:${next.version}`,
    payerId,
    since: next.from,
    why: changeWords(next, own),
  });
  return ok({ version: next.version });
}

/** What happened to the contract, for the history of the claims that change by it. */
function changeWords({ version, from, content, undoes }: Next, before: readonly ContractRow[]): string {
  const name = content?.name ?? before.findLast((row) => row.content !== null)?.content?.name ?? "of the payer";
  const contract = `the contract "${name}"`;
  if (undoes !== null) return `the latest change of ${contract} was taken back`;
  if (content === null) return `${contract} ends before ${formatDate(from)}`;
  return `${contract} was ${version === 1 ? "entered" : "changed"}, from ${formatDate(from)} on`;
}

/** The place of the first term whose schedule nobody has added. */
async function unknownSchedule({ tx }: BillingContext, { terms }: ContractContent): Promise<number | null> {
  const wanted = terms.map(({ pay }) => (pay.by === "schedule" ? pay.scheduleId : null));
  const names = await scheduleNames(
    tx,
    wanted.flatMap((one) => one ?? []),
  );
  const at = wanted.findIndex((one) => one !== null && !names.has(one));
  return at < 0 ? null : at;
}
