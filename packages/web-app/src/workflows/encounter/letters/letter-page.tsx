import type { Letter } from "@practicum/contracts/charting/letters";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { errorText, toDomainError } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import "../../../chart/chart.css";
import { Page } from "../../../shell/page.tsx";
import "./letters.css";
import { LetterEditor } from "./letter-editor.tsx";
import { SignedLetter } from "./signed-letter.tsx";

/** One letter: while it is a draft it is written, signed it is read, given, and never changed. */
export function LetterPage() {
  const params: { patientId?: string; letterId?: string } = useParams({ strict: false });
  const { patientId = "", letterId = "" } = params;
  const search: { template?: string; visit?: string } = useSearch({ strict: false });
  const trpc = useTRPC();
  const found = useQuery(trpc.charting.getLetter.queryOptions({ patientId, letterId }, { retry: false }));
  const isNew = found.isError && search.template !== undefined && toDomainError(found.error).code === "not-found";
  return (
    <Page
      title={found.data?.title ?? "New letter"}
      actions={
        <Link to={`/p/${patientId}/letters`} className="p-anchor">
          All letters
        </Link>
      }
    >
      {found.isPending && <LoadingState rows={8} />}
      {found.isError && !isNew && (
        <ErrorState what="The letter" message={errorText(found.error)} onRetry={() => void found.refetch()} />
      )}
      {isNew && (
        <LetterEditor
          key={letterId}
          patientId={patientId}
          letterId={letterId}
          encounterId={search.visit ?? null}
          templateId={search.template ?? ""}
          stored={null}
        />
      )}
      {found.data && <Found letter={found.data} />}
    </Page>
  );
}

function Found({ letter }: { readonly letter: Letter }) {
  const { letterId, patientId, encounterId, templateId, struck } = letter;
  return (
    <>
      {struck && (
        <Notice tone="danger" mb>
          Entered in error: {struck.reason}. {struck.by}
        </Notice>
      )}
      {letter.state === "draft" ? (
        <LetterEditor key={letterId} {...{ patientId, letterId, encounterId, templateId }} stored={letter} />
      ) : (
        <SignedLetter key={letterId} letter={letter} />
      )}
    </>
  );
}
