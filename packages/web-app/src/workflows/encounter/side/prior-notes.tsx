import { Button } from "@mantine/core";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { NoteSection } from "@practicum/contracts/charting/notes";
import { formatDate } from "@practicum/kernel/local-date";
import { linesToCarry, type CarrySource, type Marked, type SourceLine } from "@practicum/note-templates/carried";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import type { EncounterSummary } from "../../../chart/chart-types.ts";
import { MarkedText } from "../../../chart/note/marked-text.tsx";
import { sectionNames } from "../note-fields.tsx";
import { mayCarryFrom, proposedSource } from "./carry-source.ts";

/** How lines of an earlier note come into the one that is being written. */
export interface CarryOver {
  readonly into: (section: NoteSection) => boolean;
  readonly onCarry: (section: NoteSection, from: CarrySource, lines: readonly SourceLine[]) => void;
  /** Asked for out of a section of the note: its button gets the focus. */
  readonly wanted: { readonly id: number; readonly section: NoteSection } | null;
}

interface Props {
  readonly encounter: Encounter;
  readonly encounters: readonly EncounterSummary[];
  /** Absent where the note can't be written in. */
  readonly carry?: CarryOver;
}

/** Earlier notes. They are read; of a signed one a section or single lines can be taken over, which then say where they are from. */
export function PriorNotes({ encounter, encounters, carry }: Props) {
  const [open, setOpen] = useState<string | null>(() =>
    carry ? (proposedSource(encounters, encounter)?.encounterId ?? null) : null,
  );
  if (encounters.length === 0) return <div className="c-dim">There is no earlier visit.</div>;
  return (
    <ul className="c-list">
      {encounters.map((one) => (
        <li key={one.encounterId} style={{ display: "block" }}>
          <button
            type="button"
            className="e-prior"
            aria-expanded={open === one.encounterId}
            onClick={() => setOpen(open === one.encounterId ? null : one.encounterId)}
          >
            <b>{formatDate(one.serviceDate)}</b> {one.visitTypeName}
            <span className="c-dim">
              {" "}
              · {one.providerName}
              {one.diagnoses.length > 0 ? ` · ${one.diagnoses.map((d) => d.code).join(", ")}` : ""}
            </span>
          </button>
          {open === one.encounterId && (
            <PriorNote
              encounterId={one.encounterId}
              target={encounter}
              {...(carry && mayCarryFrom(one, encounter) ? { carry } : {})}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

interface NoteProps {
  readonly encounterId: string;
  readonly target: Encounter;
  readonly carry?: CarryOver;
}

function PriorNote({ encounterId, target, carry }: NoteProps) {
  const trpc = useTRPC();
  const note = useQuery(trpc.charting.getEncounter.queryOptions({ encounterId }));
  const isThere = note.data !== undefined;
  const wanted = carry?.wanted;
  useEffect(() => {
    if (!wanted || !isThere) return;
    const first = document.querySelector<HTMLElement>("[data-carry]");
    (document.querySelector<HTMLElement>(`[data-carry="${wanted.section}"]`) ?? first)?.focus();
  }, [wanted, isThere]);
  if (note.isError)
    return <ErrorState what="The note" message={errorText(note.error)} onRetry={() => void note.refetch()} />;
  if (!note.data) return <LoadingState rows={3} />;
  const { sections, serviceDate, providerName, addenda, status } = note.data;
  const written = sectionNames.filter(([section]) => sections[section].text !== "");
  return (
    <div className="e-prior-note">
      {written.length === 0 && <div className="c-dim">No text is kept of this visit.</div>}
      {status === "open" && <div className="c-dim">Not signed yet: it is read, and nothing is taken over from it.</div>}
      {written.map(([section, label]) =>
        carry?.into(section) ? (
          <CarrySection
            key={section}
            label={label}
            from={{ encounterId: note.data.encounterId, section, serviceDate, author: providerName }}
            marked={sections[section]}
            there={target.sections[section].text}
            onCarry={(from, lines) => carry.onCarry(section, from, lines)}
          />
        ) : (
          <div key={section}>
            <b>{label}</b>
            <div className="e-read">
              <MarkedText {...sections[section]} />
            </div>
          </div>
        ),
      )}
      {addenda.map((addendum) => (
        <div key={addendum.addendumId}>
          <b>Addendum by {addendum.by}</b>
          <div className="e-read">{addendum.text}</div>
        </div>
      ))}
    </div>
  );
}

interface SectionProps {
  readonly label: string;
  readonly from: CarrySource;
  readonly marked: Marked;
  /** What stands in that section of the note that is being written. */
  readonly there: string;
  readonly onCarry: (from: CarrySource, lines: readonly SourceLine[]) => void;
}

/** A section of an earlier note: all of it, or a line, goes into the same section of this one. */
function CarrySection({ label, from, marked, there, onCarry }: SectionProps) {
  const lines = linesToCarry(marked.text);
  const has = new Set(there.split("\n"));
  const left = lines.filter((line) => !has.has(line.text));
  const name = `${label} of ${formatDate(from.serviceDate)}`;
  return (
    <section aria-label={name}>
      <div className="e-carry-head">
        <b>{label}</b>
        <Button
          size="compact-xs"
          variant="default"
          data-carry={from.section}
          aria-label={`Take over ${name}`}
          disabled={left.length === 0}
          onClick={() => onCarry(from, left)}
        >
          {left.length === 0 ? "Taken over" : "Take over"}
        </Button>
      </div>
      <ul className="e-carry">
        {lines.map((line) => (
          <li key={line.line}>
            {has.has(line.text) ? (
              <span className="c-dim">✓ {line.text}</span>
            ) : (
              <button type="button" title="Take over this line" onClick={() => onCarry(from, [line])}>
                {line.text}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
