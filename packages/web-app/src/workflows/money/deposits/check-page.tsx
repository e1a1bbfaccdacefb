import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { StateChip } from "../../../states/state-chip.tsx";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { hasDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { ReasonButton, ReasonForm } from "../reason-form.tsx";
import { depositKinds, type DepositCheck } from "./check-words.ts";
import { EobForm } from "./eob-form.tsx";

/** One check or EFT: what explains it, or the ways to explain it. */
export function CheckPage() {
  const { checkId = "" }: { checkId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const session = useSession();
  const query = useQuery(trpc.billing.getEob.queryOptions({ checkId }));
  const check = query.data?.check;
  const mayPost = session.can("remittance.post");
  return (
    <Page title="Deposit">
      <MoneyTabs />
      {query.isError && (
        <ErrorState what="The deposit" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={6} />}
      {query.data && check && (
        <div className="m-stack">
          <h2 style={{ margin: 0, fontSize: 16 }}>
            {check.payerName} · {depositKinds[check.depositKind]} {check.number} · {formatCents(check.amount)} ·{" "}
            {formatDate(check.depositedOn)} <StateChip kind="deposit" state={check.state} />
          </h2>
          {check.state === "waits" ? (
            mayPost && (
              <>
                <EobForm key={check.checkId} eob={query.data} />
                <OtherWays check={check} />
              </>
            )
          ) : (
            <Explained check={check} mayPost={mayPost} />
          )}
        </div>
      )}
    </Page>
  );
}

/** What explains it, and the way back. */
function Explained({ check, mayPost }: { readonly check: DepositCheck; readonly mayPost: boolean }) {
  const { checkId, patientId } = check;
  return (
    <section className="w-panel m-stack" aria-label="Matched to">
      {check.remittanceId && (
        <Link to={`/money/era/${check.remittanceId}`} className="p-anchor">
          See the remittance
        </Link>
      )}
      {patientId && (
        <Link to={`/p/${patientId}/ledger`} className="p-anchor">
          See the payment in the ledger; it is reversed there
        </Link>
      )}
      {check.month && <span>Capitation of {check.month}</span>}
      {mayPost && check.state === "era" && <Apart checkId={checkId} />}
      {mayPost && check.state === "paper" && (
        <TakeBack checkId={checkId} operation="reverseEob" label="Reverse the EOB" />
      )}
      {mayPost && check.state === "capitation" && (
        <TakeBack checkId={checkId} operation="reverseCapitation" label="Reverse the capitation" />
      )}
    </section>
  );
}

function Apart({ checkId }: { readonly checkId: string }) {
  const apart = useCommand("billing", "unmatchDeposit");
  const run = async () => {
    const result = await apart.run({ checkId });
    if (result.ok) say("Apart again.");
  };
  return (
    <div>
      {apart.error && <Notice tone="danger">{describeError(apart.error)}</Notice>}
      <Button size="xs" variant="default" loading={apart.pending} onClick={() => void run()}>
        It is another 835
      </Button>
    </div>
  );
}

function TakeBack(props: {
  readonly checkId: string;
  readonly operation: "reverseEob" | "reverseCapitation";
  readonly label: string;
}) {
  const { checkId, operation, label } = props;
  const reverse = useCommand("billing", operation);
  return (
    <ReasonButton
      size="xs"
      draft={`${operation}:${checkId}`}
      label="Reason for the reversal"
      action={label}
      danger
      command={reverse}
      input={(because) => ({ checkId, because })}
      done="Reversed."
    >
      {label}
    </ReasonButton>
  );
}

/** It is no paper EOB: an 835 whose trace was read otherwise, a capitation, or a mistake. */
function OtherWays({ check }: { readonly check: DepositCheck }) {
  const trpc = useTRPC();
  const navigate = useNavigate();
  // limit: of one very amount; were there ever more, the list of 835s without a deposit has them all.
  const asked = { before: null, limit: 200, amount: check.amount };
  const unbanked = useQuery(trpc.billing.listUnbanked.queryOptions(asked));
  const match = useCommand("billing", "matchDeposit");
  const capitation = useCommand("billing", "postCapitation");
  const mistake = useCommand("billing", "voidDeposit");
  const [month, setMonth] = useState(check.depositedOn.slice(0, 7));
  const [voiding, setVoiding] = useState(() => hasDraft(`reason:void-deposit:${check.depositId}`));
  const done = (ok: boolean, words: string) => {
    if (ok) say(words);
  };
  const { checkId, depositId } = check;
  const matchIt = async (remittanceId: string) =>
    done((await match.run({ checkId, remittanceId })).ok, "Matched to the 835.");
  const postMonth = async () => done((await capitation.run({ checkId, month })).ok, "Posted as capitation.");
  const candidates = unbanked.data?.remittances ?? [];
  const problem = match.error ?? capitation.error;
  return (
    <section className="w-panel m-stack" aria-label="Other ways to match it">
      <header>
        <h2 style={{ margin: 0, fontSize: 15 }}>It is something else</h2>
      </header>
      {problem && <Notice tone="danger">{problem.fields?.[0]?.message ?? describeError(problem)}</Notice>}
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <ChoiceList
          size="xs"
          w={340}
          label="An 835 of the same amount"
          placeholder={candidates.length === 0 ? "None of this amount waits for the bank" : "Choose the 835"}
          disabled={candidates.length === 0}
          value={null}
          onChange={(remittanceId) => {
            if (remittanceId !== null) void matchIt(remittanceId);
          }}
          data={candidates.map((one) => ({
            value: one.remittanceId,
            label: `${one.trace} ${one.payerName} ${formatDate(one.paymentDate)}`,
          }))}
        />
        {check.capitated && (
          <>
            <TextInput
              size="xs"
              w={110}
              label="Capitation of"
              placeholder="2026-11"
              value={month}
              onChange={(event) => setMonth(event.currentTarget.value)}
            />
            <Button size="xs" variant="default" loading={capitation.pending} onClick={() => void postMonth()}>
              Post as capitation
            </Button>
          </>
        )}
        {!voiding && (
          <Button size="xs" variant="default" onClick={() => setVoiding(true)}>
            Recorded by mistake
          </Button>
        )}
      </div>
      {voiding && (
        <ReasonForm
          draft={`void-deposit:${depositId}`}
          label={`Why is deposit ${check.depositNumber} void, with all of its checks?`}
          action="Void the deposit"
          danger
          command={mistake}
          input={(because) => ({ depositId, because })}
          done="Void."
          onDone={() => void navigate({ href: "/money/deposits" })}
          onClose={() => setVoiding(false)}
        />
      )}
    </section>
  );
}
