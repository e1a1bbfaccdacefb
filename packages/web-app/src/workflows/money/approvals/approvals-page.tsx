import { Button } from "@mantine/core";
import type { approval } from "@practicum/contracts/billing/approvals";
import { describeError } from "@practicum/contracts/error";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { z } from "zod";
import { StateChip } from "../../../states/state-chip.tsx";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { FindBox, useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { hasDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { Amount } from "../amount.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { ReasonForm } from "../reason-form.tsx";

type Approval = z.output<typeof approval>;

const PAGE = 50;

const kinds: { readonly [K in Approval["kind"]]: string } = {
  "write-off": "Write off",
  force: "Post out of balance",
  variance: "Settle a variance",
  "balance-write-off": "Write off a patient's balance",
  refund: "Refund a patient",
  "payer-refund": "Refund a payer",
};

/** What one person asked for and another one has to allow; below it what was decided last. */
export function ApprovalsPage() {
  const find = useListText();
  const waiting = useApprovals(true, find.text);
  const decided = useApprovals(false, find.text);
  const error = waiting.error ?? decided.error;
  return (
    <Page title="Approvals">
      <MoneyTabs />
      <FindBox
        label="Find an approval"
        by="What, why, who or $ amount"
        find={find}
        rows={["waits", "wait"]}
        all={waiting.first?.all}
      />
      {error && (
        <ErrorState
          what="The approvals"
          message={errorText(error)}
          onRetry={() => {
            waiting.refetch();
            decided.refetch();
          }}
        />
      )}
      {waiting.isPending && <LoadingState />}
      <div className="m-stack">
        {waiting.items?.length === 0 && find.text === "" && (
          <EmptyState title="Nothing waits for a second person">
            Write-offs and refunds above the limit of a role, and postings out of balance, come here.
          </EmptyState>
        )}
        {waiting.items?.length === 0 && decided.items?.length === 0 && find.text !== "" && (
          <EmptyState title="No approval fits">Try fewer words.</EmptyState>
        )}
        <Approvals label="Waiting" list={waiting} />
        <Approvals label="Decided" list={decided} />
      </div>
    </Page>
  );
}

function useApprovals(waiting: boolean, text: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { waiting, text, limit: PAGE };
  return useEndless({
    queryKey: trpc.billing.listApprovals.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.listApprovals.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.approvals,
    keyOf: (one) => one.approvalId,
  });
}

function Approvals({ label, list }: { readonly label: string; readonly list: ReturnType<typeof useApprovals> }) {
  if (!list.items || list.items.length === 0) return null;
  return (
    <section className="w-panel" aria-label={label}>
      <header>
        <h2 style={{ margin: 0, fontSize: 15 }}>
          {label} ({list.first?.all?.count ?? list.items.length})
        </h2>
      </header>
      <div className="m-scroll">
        <table className="m-table">
          <thead>
            <tr>
              <th>What</th>
              <th className="m-num">Amount</th>
              <th>Why</th>
              <th>Asked by</th>
              <th>State</th>
            </tr>
          </thead>
          <tbody>
            {list.items.map((one) => (
              <ApprovalRow key={one.approvalId} one={one} />
            ))}
          </tbody>
        </table>
      </div>
      {list.more && (
        <Button size="compact-sm" variant="default" loading={list.more.loading} onClick={list.more.load} mt="xs">
          Show more
        </Button>
      )}
    </section>
  );
}

/** Where what it is about can be looked at before it is decided. */
function subjectHref(one: Approval): string | null {
  if (one.kind === "write-off") return `/money/denials/${one.subjectId}`;
  if (one.kind === "variance") return `/money/era/${one.subjectId}`;
  if (one.kind === "payer-refund") return `/money/claims/${one.subjectId}`;
  return one.patientId && one.kind !== "force" ? `/p/${one.patientId}/ledger` : null;
}

function ApprovalRow({ one }: { readonly one: Approval }) {
  const { timeZone } = useSession();
  return (
    <tr>
      <td>
        <b>{kinds[one.kind]}</b>
        <div className="m-small">
          {subjectHref(one) ? (
            <Link to={subjectHref(one) ?? ""} className="p-anchor">
              {one.about}
            </Link>
          ) : (
            one.about
          )}
        </div>
      </td>
      <td className="m-num">
        <Amount value={one.amount} strong />
      </td>
      <td>{one.reason}</td>
      <td>
        {one.askedBy}
        <div className="m-small">{formatDate(dateIn(one.askedAt, timeZone))}</div>
      </td>
      <td>
        <StateChip kind="approval" state={one.status} />
        {one.status === "waiting" ? (
          <Decide one={one} />
        ) : (
          <div className="m-small">
            {[one.decidedBy, one.decidedAt && formatDate(dateIn(one.decidedAt, timeZone)), one.decidedBecause]
              .filter(Boolean)
              .join(", ")}
          </div>
        )}
      </td>
    </tr>
  );
}

function Decide({ one }: { readonly one: Approval }) {
  const session = useSession();
  const decide = useCommand("billing", "decideApproval");
  const [declining, setDeclining] = useState(() => hasDraft(`reason:decline:${one.approvalId}`));
  if (!session.can("money.approve")) return <div className="m-small">The practice manager decides.</div>;
  const { approvalId } = one;
  const approve = async () => {
    const result = await decide.run({ approvalId, approve: true, because: "" });
    if (result.ok) say("Allowed and posted.");
  };
  return (
    <div className="m-stack" style={{ gap: 6, marginTop: 6 }}>
      {decide.error && !declining && (
        <Notice tone="danger">{decide.error.fields?.[0]?.message ?? describeError(decide.error)}</Notice>
      )}
      {one.mine && <div className="m-small">You asked for it: somebody else has to allow it.</div>}
      {declining ? (
        <ReasonForm
          draft={`decline:${approvalId}`}
          label="Why not?"
          action={one.mine ? "Withdraw it" : "Decline"}
          command={decide}
          input={(because) => ({ approvalId, approve: false, because })}
          done="Declined."
          onClose={() => setDeclining(false)}
        />
      ) : (
        <div className="m-row">
          {!one.mine && (
            <Button size="compact-sm" loading={decide.pending} onClick={() => void approve()}>
              Approve
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={() => setDeclining(true)}>
            {one.mine ? "Withdraw it" : "Decline"}
          </Button>
        </div>
      )}
    </div>
  );
}
