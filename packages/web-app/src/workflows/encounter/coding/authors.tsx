import { diagnosisKey, procedureKeys, type Author } from "@practicum/contracts/charting/coding";
import { useSession } from "../../../session/session-context.ts";
import { whenText } from "../../../chart/when-text.ts";
import type { Coding } from "./coding-model.ts";

/** Who put in which line, by the line's key. */
export type CodedBy = { readonly [key: string]: Author };

export function authorOfDiagnosis(codedBy: CodedBy, diagnosis: { readonly code: string }): Author | undefined {
  return codedBy[diagnosisKey(diagnosis)];
}

export function authorOfProcedure(
  codedBy: CodedBy,
  procedures: Coding["procedures"],
  index: number,
): Author | undefined {
  return codedBy[procedureKeys(procedures)[index] ?? ""];
}

/** Who put it in, where that is not the note's provider: what is one's own needs no name. */
export function ByAuthor({ author, providerId }: { readonly author: Author | undefined; readonly providerId: string }) {
  const session = useSession();
  if (!author || author.id === providerId) return null;
  return (
    <span className="c-dim">
      {" "}
      by <b>{author.name}</b>, {whenText(session, author.at)}
    </span>
  );
}
