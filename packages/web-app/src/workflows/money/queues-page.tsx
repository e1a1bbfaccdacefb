import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { formatCount } from "@practicum/ui/format.ts";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { Page } from "../../shell/page.tsx";
import { Amount } from "./amount.tsx";
import { MoneyTabs } from "./money-tabs.tsx";
import { TrialBalance } from "./trial-balance.tsx";
import { rankQueues, type Queue } from "./rank-queues.ts";

const queues: {
  readonly [Q in Queue["queue"]]: { readonly label: string; readonly to: string; readonly next: string };
} = {
  charges: { label: "Charges to review", to: "/money/charges", next: "Release what has no problem" },
  "missing-charges": {
    label: "Missing charges",
    to: "/money/missing",
    next: "Ask for the note, or charge what was given",
  },
  "claims-to-fix": {
    label: "Claims with errors",
    to: "/money/claims?show=fix",
    next: "Correct the field that each error names",
  },
  "claims-to-send": { label: "Claims ready to send", to: "/money/claims?show=send", next: "Send them in one file" },
  "claims-held": {
    label: "Claims on hold",
    to: "/money/claims?show=held",
    next: "Get what they wait for, then release them",
  },
  rejections: {
    label: "Rejected claims",
    to: "/money/claims?show=rejected",
    next: "Correct and resubmit; they were never adjudicated",
  },
  "voided-claims": {
    label: "Voided claims",
    to: "/money/claims?show=voided",
    next: "Bill as a new claim, move the balance, or void the charges",
  },
  "timely-filing": {
    label: "Timely filing",
    to: "/money/claims?show=soon",
    next: "Send them, or ask why the payer has not taken them in",
  },
  "claim-follow-ups": {
    label: "Claims to follow up",
    to: "/money/claims?show=follow",
    next: "Ask the payer, note what it says, and say when to look again",
  },
  "denial-follow-ups": {
    label: "Denials to follow up",
    to: "/money/denials?show=follow",
    next: "Look whether what was waited for has come",
  },
  denials: { label: "Denials", to: "/money/denials", next: "Correct, appeal, bill or write off" },
  appeals: {
    label: "Appeals to look at",
    to: "/money/appeals?show=due",
    next: "Finish and send letters, ask after answers that are late",
  },
  underpayments: {
    label: "Underpayments",
    to: "/money/underpayments",
    next: "Dispute what was paid as a cheaper service",
  },
  exceptions: { label: "Payments to match", to: "/money/era", next: "Say which claim each is about" },
  "set-aside": {
    label: "Payments set aside",
    to: "/money/era",
    next: "Match, refund or send back what was left for later",
  },
  deposits: {
    label: "Unmatched checks and EFTs",
    to: "/money/deposits",
    next: "Key the EOB, or find the 835",
  },
  approvals: { label: "Approvals", to: "/money/approvals", next: "Allow or decline what somebody else asked for" },
  statements: { label: "Statements due", to: "/money/statements", next: "Send patients what is theirs to pay" },
};

const columns: readonly WorklistColumn<Queue>[] = [
  { id: "queue", header: "Queue", width: "minmax(160px, 1.2fr)", cell: (one) => <b>{queues[one.queue].label}</b> },
  { id: "count", header: "Waiting", width: "80px", align: "right", cell: (one) => one.count },
  { id: "amount", header: "Dollars", width: "130px", align: "right", cell: (one) => <Amount value={one.amount} /> },
  {
    id: "oldest",
    header: "Oldest",
    width: "100px",
    align: "right",
    cell: (one) => (one.oldestDays === null ? "" : one.oldestDays === 0 ? "today" : formatCount(one.oldestDays, "day")),
  },
  {
    id: "next",
    header: "Next",
    width: "minmax(180px, 1.4fr)",
    cell: (one) => <span className="m-dim">{one.count === 0 ? "Nothing waits" : queues[one.queue].next}</span>,
  },
];

/** The biller's day: what waits, most dollars and longest wait first. */
export function QueuesPage() {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const query = useQuery(trpc.billing.workQueues.queryOptions({}));
  return (
    <Page title="Money">
      <MoneyTabs />
      {query.isError && (
        <ErrorState what="The queues" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState />}
      <div className="m-stack">
        {query.data && (
          <Worklist
            label="Queues"
            landing
            items={rankQueues(query.data)}
            columns={columns}
            keyOf={(one) => one.queue}
            onOpen={(one) => void navigate({ href: queues[one.queue].to })}
          />
        )}
        <TrialBalance />
      </div>
    </Page>
  );
}
