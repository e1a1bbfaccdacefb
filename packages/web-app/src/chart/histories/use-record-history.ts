import {
  historyOperations,
  type HistoryContent,
  type HistoryFact,
  type HistorySource,
} from "@practicum/contracts/charting/histories";
import { errorText } from "../../api/domain-error.ts";
import { newId } from "../../api/command-id.ts";
import { useCommand } from "../../api/use-command.ts";
import { useCommandForm } from "../../forms/use-command-form.ts";
import type { Unanswered } from "../../forms/use-contract-form.ts";
import { offerUndo, sayError } from "../../shell/undo.tsx";
import { contentText } from "./history-words.ts";

/** Says a thing without a form, and marks one as an error; both are taken back by undo. */
export function useHistoryActions(patientId: string) {
  const record = useCommand("charting", "recordHistory");
  const strike = useCommand("charting", "strikeHistory");
  const back = (historyId: string) => void strike.run({ historyId, patientId, reason: "Undone" }).then(tell);
  const say = async (content: HistoryContent) => {
    const historyId = newId<"history">();
    const said = await record.run({ historyId, patientId, source: "patient", content });
    if (said.ok) offerUndo(`${contentText(content)}: kept.`, () => back(historyId));
    else tell(said);
    return said.ok;
  };
  const strikeFact = async ({ historyId, content, source }: HistoryFact) => {
    const struck = await strike.run({ historyId, patientId, reason: "Entered by mistake" });
    if (!struck.ok) return tell(struck);
    // What is struck stays struck: undo says it anew.
    offerUndo(
      `${contentText(content)}: entered in error.`,
      () => void record.run({ historyId: newId<"history">(), patientId, source, content }).then(tell),
    );
  };
  return { say, strike: strikeFact, back, pending: record.pending || strike.pending };
}

function tell(result: { readonly ok: boolean; readonly error?: Parameters<typeof errorText>[0] }): void {
  if (!result.ok) sayError(`Not saved. ${errorText(result.error)}`);
}

/** The form of one thing of a history; its values are those of the content, and where it is from. */
export function useHistoryForm<V extends Record<string, unknown> & { readonly source: HistorySource }>(options: {
  readonly patientId: string;
  readonly about: string;
  readonly initialValues: V;
  readonly toContent: (values: V) => Unanswered<HistoryContent>;
  readonly onClose: () => void;
}) {
  const { patientId, about, initialValues, toContent, onClose } = options;
  const { back } = useHistoryActions(patientId);
  return useCommandForm({
    draft: `history:${patientId}:${about}`,
    initialValues,
    schema: historyOperations.recordHistory.input,
    toInput: (values: V, historyId: string) => ({
      historyId,
      patientId,
      source: values.source,
      content: toContent(values),
    }),
    fieldOf: (path) => (path.startsWith("content.") ? path.slice("content.".length) : path),
    command: useCommand("charting", "recordHistory"),
    onDone: (_, input) => {
      offerUndo("Kept in the history.", () => back(input.historyId));
      onClose();
    },
  });
}

/** An empty number is not known. */
export function numberOf(value: number | string): number | null {
  return value === "" ? null : Number(value);
}
