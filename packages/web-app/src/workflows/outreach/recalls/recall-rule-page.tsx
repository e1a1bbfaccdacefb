import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { Page } from "../../../shell/page.tsx";
import { offerUndo, say, sayError } from "../../../shell/undo.tsx";
import { OutreachTabs } from "../outreach-tabs.tsx";
import { RecallPreview } from "./recall-preview.tsx";
import { RecallRuleForm } from "./recall-rule-form.tsx";
import { Figures } from "./recall-rules-page.tsx";
import type { RecallRule } from "./recall-words.ts";
import "../outreach.css";

/** Makes a rule; whom it means is shown before it is switched on. */
export function NewRecallRulePage() {
  const navigate = useNavigate();
  return (
    <Page title="New recall rule">
      <OutreachTabs />
      <RecallRuleForm of={null} onDone={(ruleId) => void navigate({ to: `/outreach/recalls/rules/${ruleId}` })} />
    </Page>
  );
}

/** A rule: whom it means now, how they are asked, and what came of it. */
export function RecallRulePage() {
  const { ruleId = "" }: { ruleId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const query = useQuery(trpc.messaging.getRecallRule.queryOptions({ ruleId }));
  const of = query.data;
  return (
    <Page title={of?.name ?? "Recall rule"} actions={of && <Switch of={of} />}>
      <OutreachTabs />
      {query.isError && (
        <ErrorState what="The rule" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState />}
      {of && (
        <div className="or-stack">
          {!of.on && (
            <Notice tone="info">The rule is off: nobody is asked. Look below whom it means, then switch it on.</Notice>
          )}
          <div className="or-recall-rule">
            <section className="w-panel" aria-label="Whom it means now">
              <RecallPreview of={of} />
            </section>
            <section className="w-panel" aria-label="What came of it">
              <h2>What came of it</h2>
              <Figures of={of} />
            </section>
          </div>
          <RecallRuleForm key={of.version} of={of} onDone={() => undefined} />
        </div>
      )}
    </Page>
  );
}

function Switch({ of }: { readonly of: RecallRule }) {
  const turn = useCommand("messaging", "switchRecallRule");
  const { ruleId } = of;
  const to = async (on: boolean, version: number, withUndo: boolean) => {
    const result = await turn.run({ ruleId, version, on });
    if (!result.ok) return sayError(describeError(result.error));
    const text = on
      ? "The rule is on: whom it means is asked, now and each night."
      : "The rule is off: nobody new is asked.";
    if (withUndo) offerUndo(text, () => void to(!on, result.value.version, false));
    else say(text);
  };
  return (
    <Button
      size="xs"
      variant={of.on ? "default" : "filled"}
      loading={turn.pending}
      onClick={() => void to(!of.on, of.version, true)}
    >
      {of.on ? "Switch it off" : "Switch it on"}
    </Button>
  );
}
