import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { daysBetween } from "@practicum/kernel/local-date";
import { formatCents, type Cents } from "@practicum/kernel/money";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useRef, useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { say } from "../../../shell/undo.tsx";
import type { Due } from "./due-types.ts";

const BATCH_MAX = 500;

export interface Rule {
  /** Less than this is not worth a stamp. */
  readonly least: Cents | null;
  /** Whoever had a statement within so many days waits. */
  readonly days: string;
}

export const usualRule: Rule = { least: 500, days: "30" };

/** Whom a rule chooses: who owes enough, and had no statement lately. */
export function chosenBy(rule: Rule, due: readonly Due[], today: string): readonly Due[] {
  const days = /^\d{1,3}$/.test(rule.days) ? Number(rule.days) : null;
  if (days === null) return [];
  return due.filter(
    (one) =>
      one.patientDue >= (rule.least ?? 0) &&
      (one.lastStatementOn === null || daysBetween(one.lastStatementOn, today) >= days),
  );
}

/** One batch: chosen by rule, seen before it goes, sent with one act. */
export function DueBatch(props: {
  readonly rule: Rule;
  readonly onRule: (rule: Rule) => void;
  readonly chosen: readonly Due[];
}) {
  const { rule, onRule } = props;
  // limit: one command takes as many; the words below say so, and the next batch has the rest.
  const chosen = props.chosen.slice(0, BATCH_MAX);
  const issue = useCommand("billing", "issueStatements");
  const [left, setLeft] = useState<readonly string[]>([]);
  /** One intent, one id for each patient: sent again after a failure these are the same statements. */
  const ids = useRef(new Map<string, string>());
  const total = chosen.reduce((sum, one) => sum + one.patientDue, 0);
  const run = async () => {
    const statements = chosen.map(({ patientId }) => {
      const statementId = ids.current.get(patientId) ?? newId<"statement">();
      ids.current.set(patientId, statementId);
      return { statementId, patientId };
    });
    const result = await issue.run({ statements });
    if (!result.ok) return;
    ids.current.clear();
    setLeft(result.value.left.map((one) => one.because));
    say(result.value.issued.length === 1 ? "1 statement sent." : `${result.value.issued.length} statements sent.`);
  };
  return (
    <div className="w-panel m-stack" style={{ gap: 6 }}>
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <MoneyInput
          size="xs"
          w={100}
          label="Owes at least"
          value={rule.least}
          onChange={(least) => onRule({ ...rule, least })}
        />
        <TextInput
          size="xs"
          w={150}
          inputMode="numeric"
          label="Days since the last"
          value={rule.days}
          error={/^\d{1,3}$/.test(rule.days) ? undefined : "A number of days"}
          onChange={(event) => onRule({ ...rule, days: event.currentTarget.value })}
        />
        <Button size="xs" loading={issue.pending} disabled={chosen.length === 0} onClick={() => void run()}>
          {chosen.length === 1 ? "Send 1 statement" : `Send ${chosen.length} statements`}
        </Button>
      </div>
      <span className="m-small" role="status">
        {chosen.length === 0
          ? "The rule chooses nobody below."
          : `${chosen.length < props.chosen.length ? `The first ${chosen.length} of ${props.chosen.length}` : "Those below"}, ${formatCents(total)} in all. The mark says whom the rule chooses.`}
      </span>
      {issue.error && <Notice tone="danger">{describeError(issue.error)}</Notice>}
      {left.length > 0 && (
        <Notice tone="warn">
          {left.length} stayed: {[...new Set(left)].join(" ")}
        </Notice>
      )}
    </div>
  );
}
