import { Button, NativeSelect } from "@mantine/core";
import { letterKindLabels, type LetterSummary } from "@practicum/contracts/charting/letters";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import "../../../chart/chart.css";
import { useChart } from "../../../chart/chart-queries.ts";
import { whenText } from "../../../chart/when-text.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { visitChoices } from "../documents/visit-choices.ts";
import "./letters.css";
import { letterStateWords } from "./letter-words.ts";

const PAGE = 50;
const keyOf = (one: LetterSummary) => one.letterId;

/** The letters of a chart, and beginning one from a template. */
export function LettersPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const session = useSession();
  const navigate = useNavigate();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { patientId, limit: PAGE };
  const list = useEndless({
    queryKey: trpc.charting.letters.queryKey({ ...input, before: null }),
    page: (before, signal) => client.charting.letters.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.letters,
    keyOf,
  });
  const columns: readonly WorklistColumn<LetterSummary>[] = [
    { id: "when", header: "Written", width: "150px", cell: (one) => whenText(session, one.writtenAt) },
    {
      id: "title",
      header: "Letter",
      width: "minmax(160px, 1.4fr)",
      cell: (one) => <span className={one.state === "entered-in-error" ? "d-struck" : ""}>{one.title}</span>,
    },
    { id: "to", header: "To", width: "minmax(120px, 1fr)", cell: (one) => one.to || "—" },
    { id: "state", header: "State", width: "minmax(170px, 1.2fr)", cell: letterStateWords },
    { id: "by", header: "By", width: "minmax(130px, 1fr)", below: true, cell: (one) => one.signedBy ?? one.writtenBy },
  ];
  return (
    <Page title="Letters">
      {session.can("history.record") && <Begin patientId={patientId} />}
      {list.error && <ErrorState what="The letters" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState rows={5} />}
      {list.items?.length === 0 && (
        <EmptyState title="No letters yet">
          Excuses and referrals that were written for this patient appear here.
        </EmptyState>
      )}
      {list.items && list.items.length > 0 && (
        <Worklist
          label="Letters"
          items={list.items}
          columns={columns}
          keyOf={keyOf}
          more={list.more}
          onOpen={(one) => void navigate({ href: `/p/${patientId}/letters/${one.letterId}` })}
        />
      )}
    </Page>
  );
}

/** One press a template: the letter opens filled in. The visit is that of the note one came from, or the last one. */
function Begin({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const search: { visit?: string } = useSearch({ strict: false });
  const templates = useQuery(trpc.charting.letterTemplates.queryOptions({}));
  const chart = useChart(patientId);
  const visits = visitChoices(chart.data?.encounters ?? []);
  const [chosen, setChosen] = useState<string | null>(search.visit ?? null);
  const visit = chosen ?? visits[0]?.value ?? "";
  const begin = (templateId: string) => {
    const about = visit === "" ? "" : `&visit=${visit}`;
    void navigate({ href: `/p/${patientId}/letters/${newId<"letter">()}?template=${templateId}${about}` });
  };
  return (
    <section className="w-panel l-begin" aria-label="New letter">
      <header>
        <h2>New letter</h2>
      </header>
      {templates.isError && (
        <ErrorState
          what="The templates"
          message={errorText(templates.error)}
          onRetry={() => void templates.refetch()}
        />
      )}
      <NativeSelect
        size="xs"
        label="About the visit"
        data={[...visits, { value: "", label: "About no visit" }]}
        value={visit}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <div className="l-row">
        {templates.data
          ?.filter((one) => one.active)
          .map((one) => (
            <Button
              key={one.templateId}
              size="xs"
              variant="default"
              title={letterKindLabels[one.kind]}
              lang={one.language}
              onClick={() => begin(one.templateId)}
            >
              {one.name}
            </Button>
          ))}
      </div>
    </section>
  );
}
