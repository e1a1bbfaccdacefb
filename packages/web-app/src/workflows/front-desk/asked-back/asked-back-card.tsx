import { Button, Group, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import {
  askedBackOutcome,
  type AskedBackEntry,
  type AskedBackOutcome,
} from "@practicum/contracts/scheduling/asked-back";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { ageInYears, formatDate } from "@practicum/kernel/local-date";
import { formatName, formatPhone, formatTime } from "@practicum/ui/format.ts";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { languageName } from "../../../patient/languages.ts";
import { useSession, useToday } from "../../../session/session-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import { FirstTimes } from "../checkout/first-times.tsx";
import { outcomeWords } from "./asked-back-words.ts";

const ADULT = 18;

/** One patient who was asked back: whom to call, the first open times, and what came of the calls. */
export function AskedBackCard({ entry }: { readonly entry: AskedBackEntry }) {
  const { patientName, birthDate, phone, language, visitDate, due, visitTypeName, providerName } = entry;
  const today = useToday();
  const { providerId, visitTypeId } = entry;
  return (
    <section className="w-panel f-asked" aria-label={formatName(patientName)}>
      <h2>{formatName(patientName)}</h2>
      <div>
        {phone === null ? (
          "No phone"
        ) : (
          <a href={`tel:+1${phone}`} className="p-anchor">
            {formatPhone(phone)}
          </a>
        )}
        {language !== "en" && ` · ${languageName(language)}`}
      </div>
      <p>
        At the visit of {formatDate(visitDate)} asked back around {formatDate(due)}: {visitTypeName} with {providerName}
        .
      </p>
      {ageInYears(birthDate, today) < ADULT && (
        <p className="f-dim">Under 18: what the visit is for may be the patient’s own to tell.</p>
      )}
      <FirstTimes
        visit={{ patientId: entry.patientId, patientName, date: visitDate }}
        asked={{ due, visitTypeId, visitTypeName, providerId, providerName }}
        disabled={false}
      />
      <Call entry={entry} />
      <Calls entry={entry} />
    </section>
  );
}

/** What came of a call: some words where they help, and one press. */
function Call({ entry: { appointmentId, patientId, patientName } }: { readonly entry: AskedBackEntry }) {
  const note = useCommand("scheduling", "noteAskedBack");
  const takeBack = useCommand("scheduling", "takeBackAskedBack");
  const [words, setWords, clear] = useDraft(`asked-back:${appointmentId}`, "");
  const write = async (outcome: AskedBackOutcome) => {
    const attemptId = newId<"asked-back-attempt">();
    const result = await note.run({ appointmentId, attemptId, outcome, words });
    if (!result.ok) return sayError(describeError(result.error));
    setWords("");
    clear();
    offerUndo(
      `${formatName(patientName)}: ${outcomeWords[outcome]}.`,
      () => {
        void takeBack.run({ appointmentId, attemptId }).then((undone) => {
          if (!undone.ok) sayError(describeError(undone.error));
        });
      },
      { about: patientId },
    );
  };
  return (
    <div role="group" aria-label="What came of the call">
      <TextInput
        size="xs"
        label="About the call"
        placeholder="With her husband"
        maxLength={200}
        autoComplete="off"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Group gap={6} mt={6}>
        {askedBackOutcome.options.map((outcome) => (
          <Button
            key={outcome}
            size="compact-sm"
            variant="default"
            disabled={note.pending}
            onClick={() => void write(outcome)}
          >
            {outcomeWords[outcome]}
          </Button>
        ))}
      </Group>
    </div>
  );
}

function Calls({ entry: { appointmentId, attempts } }: { readonly entry: AskedBackEntry }) {
  const { timeZone } = useSession();
  const takeBack = useCommand("scheduling", "takeBackAskedBack");
  if (attempts.length === 0) return null;
  const strike = async (attemptId: string) => {
    const result = await takeBack.run({ appointmentId, attemptId });
    if (!result.ok) sayError(describeError(result.error));
  };
  return (
    <ul className="f-calls" aria-label="Calls">
      {attempts.map((one) => (
        <li key={one.attemptId} data-struck={one.takenBack}>
          <span>
            {formatDate(dateIn(one.at, timeZone))} {formatTime(timeIn(one.at, timeZone))}, {one.by}:{" "}
            {outcomeWords[one.outcome]}
            {one.words !== "" && ` (${one.words})`}
            {one.takenBack && " · entered in error"}
          </span>
          {!one.takenBack && (
            <Button
              size="compact-xs"
              variant="subtle"
              disabled={takeBack.pending}
              onClick={() => void strike(one.attemptId)}
            >
              Entered in error
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
