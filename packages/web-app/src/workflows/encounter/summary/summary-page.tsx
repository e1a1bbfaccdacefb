import { Button, SegmentedControl, Textarea } from "@mantine/core";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand, type CommandOutput } from "../../../api/use-command.ts";
import "../../../chart/chart.css";
import { useChart } from "../../../chart/chart-queries.ts";
import { whenText } from "../../../chart/when-text.ts";
import { useSession } from "../../../session/session-context.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { Letterhead } from "../../../shell/letterhead.tsx";
import { Page } from "../../../shell/page.tsx";
import { usePaper } from "../../../shell/paper.ts";
import "./summary.css";
import { sheetText, visitSheet, withoutOwn, type SheetFacts, type SheetPart, type SummaryLanguage } from "./sheet.ts";
import { words } from "./words.ts";

/** The paper a patient takes home from a visit: written for the patient, printed, and kept as it was handed out. */
export function SummaryPage() {
  const { patientId = "", visitId = "" }: { patientId?: string; visitId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const encounter = useQuery(trpc.charting.getEncounter.queryOptions({ encounterId: visitId }));
  const chart = useChart(patientId);
  const visits = useQuery(trpc.scheduling.patientAppointments.queryOptions({ patientId }));
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  const parts = useQuery(trpc.charting.sensitiveParts.queryOptions({ patientId }));
  const { practice, today, now } = useSession();
  const failed = [encounter, chart, visits, patient, parts].find((one) => one.isError);
  const title = "After-visit summary";
  if (failed)
    return (
      <Page title={title}>
        <ErrorState
          what="The summary"
          message={errorText(failed.error)}
          onRetry={() => [encounter, chart, visits, patient, parts].forEach((one) => void one.refetch())}
        />
      </Page>
    );
  if (!encounter.data || !chart.data || !visits.data || !patient.data || !parts.data)
    return (
      <Page title={title}>
        <LoadingState rows={10} />
      </Page>
    );
  if (encounter.data.patientId !== patientId)
    return (
      <Page title={title}>
        <Notice tone="danger" role="alert">
          This visit is of another patient than the address says. Open it from that patient’s visits.
        </Notice>
      </Page>
    );
  const at = now();
  const own = new Set(
    parts.data?.facts.filter((one) => one.classes.some((of) => of.class === "minors-care")).map((one) => one.factId),
  );
  const facts: SheetFacts = {
    encounter: encounter.data,
    allergies: chart.data.allergies,
    medications: chart.data.medications.entries,
    visits: visits.data
      .filter((one) => one.date >= today && one.startsAt > at && one.status === "booked")
      .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1)),
    practice,
  };
  return (
    <Page
      title={title}
      actions={
        <Link to={`/p/${patientId}/visit/${visitId}`} className="p-anchor">
          Back to the note
        </Link>
      }
    >
      <Editor key={visitId} facts={facts} own={own} spoken={patient.data.language.startsWith("es") ? "es" : "en"} />
    </Page>
  );
}

/** What the practice writes for the patient at the left, the sheet as it will be printed at the right. */
function Editor(props: {
  readonly facts: SheetFacts;
  /** What is a minor's own to tell. */
  readonly own: ReadonlySet<string>;
  readonly spoken: SummaryLanguage;
}) {
  const { facts, own, spoken } = props;
  const { encounter } = facts;
  const give = useCommand("charting", "giveVisitSummary");
  const [draft, setDraft, clear, kept] = useDraft<{
    language: SummaryLanguage;
    instructions: string;
    to?: "guardian" | "patient";
  }>(`visit-summary:${encounter.encounterId}`, { language: spoken, instructions: encounter.sections.plan.text.trim() });
  const { language, instructions, to = "guardian" } = draft;
  const parts = visitSheet(to === "patient" ? facts : withoutOwn(facts, own), language, instructions);
  const isBlank = instructions.trim() === "";
  const printIt = async () => {
    const result = await give.run({
      summaryId: kept.recordId,
      encounterId: encounter.encounterId,
      language,
      instructions: instructions.trim(),
      text: sheetText(parts),
      to,
    });
    if (!result.ok) return;
    // The next one that is printed is another paper.
    clear();
    print();
  };
  return (
    <div className="a-layout">
      <div className="a-edit p-no-print">
        {encounter.status === "open" && (
          <Notice tone="warn">The note is not signed yet: orders that are drafts are not on the sheet.</Notice>
        )}
        <RestoredNotice draft={kept} />
        <SegmentedControl
          aria-label="Language of the sheet"
          data={[
            { value: "en", label: "English" },
            { value: "es", label: "Español" },
          ]}
          value={language}
          onChange={(chosen) => setDraft({ ...draft, language: chosen === "es" ? "es" : "en" })}
        />
        {own.size > 0 && (
          <SegmentedControl
            aria-label="Who is handed it"
            data={[
              { value: "guardian", label: "For a parent or guardian" },
              { value: "patient", label: "For the patient alone" },
            ]}
            value={to}
            onChange={(chosen) => setDraft({ ...draft, to: chosen === "patient" ? "patient" : "guardian" })}
          />
        )}
        {language === "es" && instructions.trim() === encounter.sections.plan.text.trim() && !isBlank && (
          <Notice tone="warn">This is the plan as the note has it. Write it in Spanish for the patient.</Notice>
        )}
        <Textarea
          label="What to do now, in the patient’s words"
          description="The plan of the note stands here to begin with. It is printed as you write it, in the language you write."
          autosize
          minRows={8}
          maxRows={20}
          maxLength={4000}
          value={instructions}
          error={isBlank ? "Write at least one line for the patient." : null}
          onChange={(event) => setDraft({ ...draft, instructions: event.currentTarget.value })}
        />
        {give.error && (
          <Notice tone="danger" role="alert">
            {errorText(give.error)}
          </Notice>
        )}
        <Button
          leftSection={<IconPrinter size={16} />}
          disabled={isBlank}
          loading={give.pending}
          onClick={() => void printIt()}
        >
          Print and keep
        </Button>
        <Given encounterId={encounter.encounterId} />
      </div>
      <Sheet encounter={encounter} parts={parts} language={language} />
    </div>
  );
}

interface SheetProps {
  readonly encounter: Encounter;
  readonly parts: readonly SheetPart[];
  readonly language: SummaryLanguage;
}

function Sheet({ encounter, parts, language }: SheetProps) {
  const { today } = useSession();
  const say = words[language];
  const { patientId, patientName: name, birthDate } = encounter;
  usePaper({ kind: "printVisitSummary", patient: { patientId, name, birthDate }, language });
  return (
    <article className="a-sheet" lang={language} aria-label="The sheet">
      <header>
        <Letterhead />
        <span>
          {say.printed} {formatDate(today)}
        </span>
      </header>
      <h2>{say.title}</h2>
      <p>
        <b>{formatName(encounter.patientName)}</b> · {say.born} {formatDate(encounter.birthDate)}
      </p>
      {parts.map((part) => (
        <section key={part.title} aria-label={part.title}>
          <h3>{part.title}</h3>
          <ul>
            {[...new Set(part.lines)].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
    </article>
  );
}

type Kept = CommandOutput<"charting", "giveVisitSummary"> & { readonly summaryId: string };

/** What was handed out before, word by word. */
function Given({ encounterId }: { readonly encounterId: string }) {
  const trpc = useTRPC();
  const session = useSession();
  const given = useQuery(trpc.charting.visitSummaries.queryOptions({ encounterId }));
  const when = (one: Kept) => whenText(session, one.at);
  if (given.isError) return <Notice tone="warn">What was handed out is not shown. {errorText(given.error)}</Notice>;
  if (!given.data || given.data.length === 0)
    return <div className="c-dim">{given.data ? "None was handed out yet." : ""}</div>;
  return (
    <section aria-label="Handed out">
      <h2 className="a-head">Handed out</h2>
      {given.data.map((one) => (
        <details key={one.summaryId} className="c-ended">
          <summary>
            {when(one)}, {one.language === "es" ? "Spanish" : "English"}, by {one.by}
          </summary>
          <pre className="a-kept" lang={one.language}>
            {one.text}
          </pre>
        </details>
      ))}
    </section>
  );
}
