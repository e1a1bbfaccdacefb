import { Button, Checkbox, NativeSelect, Text, TextInput } from "@mantine/core";
import { assignment, assignmentText, type Assignment } from "@practicum/curriculum/assignment";
import { helpOf, modes, type Mode } from "@practicum/curriculum/kit/mode";
import { lessons } from "@practicum/curriculum/lessons";
import { roleLabels } from "@practicum/contracts/permission";
import type { LocalDate } from "@practicum/kernel/local-date";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { useState } from "react";
import { saveText } from "../save-as-file.ts";

interface Chosen {
  readonly mode: Mode;
  readonly due: LocalDate | null;
}

interface Typed {
  readonly title: string;
  readonly cohort: string;
  readonly from: string;
  readonly word: string;
  /** What the next lesson that is chosen begins with. */
  readonly usual: Chosen;
  readonly chosen: ReadonlyMap<string, Chosen>;
}

const EMPTY: Typed = {
  title: "",
  cohort: "",
  from: "",
  word: "",
  usual: { mode: "hinted", due: null },
  chosen: new Map(),
};

/** An instructor's page of what a class is to do: it leaves as a file, and nothing of it goes anywhere else (CUR-81). */
export default function GiveWork({ today }: { readonly today: LocalDate }) {
  const [typed, setTyped] = useState(EMPTY);
  // The same until another one is begun: a corrected file takes the first one's place.
  const [id, setId] = useState(newId);
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const [told, setTold] = useState("");
  const set = (change: Partial<Typed>) => {
    setTyped({ ...typed, ...change });
    setFaults(new Map());
    setTold("");
  };
  const choose = (lesson: string, how: Chosen | null) => {
    const chosen = new Map(typed.chosen);
    if (how === null) chosen.delete(lesson);
    else chosen.set(lesson, how);
    set({ chosen });
  };
  const save = () => {
    const made = assignment.safeParse(fileOf(id, typed));
    setFaults(new Map(made.error?.issues.map((issue) => [String(issue.path[0]), issue.message])));
    if (!made.success) return;
    saveText(`${nameOf(made.data)}.json`, assignmentText(made.data));
    setTold(
      "Saved. Give the file to your class: each opens it under Learn, Open an assignment. Put it on the board too. What you save again takes its place.",
    );
  };
  const field = (key: "title" | "cohort" | "from", label: string, placeholder: string) => (
    <TextInput
      size="sm"
      label={label}
      placeholder={placeholder}
      maxLength={80}
      autoComplete="off"
      required
      error={faults.get(key)}
      value={typed[key]}
      onChange={(event) => set({ [key]: event.currentTarget.value })}
    />
  );
  return (
    <details className="s-check">
      <summary>Give work to a class</summary>
      <form
        className="s-give"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className="s-give-row">
          {field("title", "What it is called", "Week 2: the front desk")}
          {field("cohort", "Class", "Medical office, section B")}
          {field("from", "Your name", "As your class knows it")}
        </div>
        <div className="s-give-row">
          <DateInput
            size="sm"
            label="Due, for what is chosen next"
            today={today}
            value={typed.usual.due}
            onChange={(due) => set({ usual: { ...typed.usual, due } })}
          />
          <HelpSelect
            label="Help, at most"
            value={typed.usual.mode}
            onChange={(mode) => set({ usual: { ...typed.usual, mode } })}
          />
          {[...typed.chosen.values()].some((one) => one.mode === "exam") && (
            <TextInput
              size="sm"
              label="Word of the exams"
              description="It decides whom they meet, and stands in the file: give that on the day of the exam."
              maxLength={80}
              autoComplete="off"
              value={typed.word}
              onChange={(event) => set({ word: event.currentTarget.value })}
            />
          )}
        </div>
        <LessonsToGive chosen={typed.chosen} usual={typed.usual} today={today} onChoose={choose} />
        <div className="s-world-buttons">
          <Button size="sm" type="submit">
            Save the assignment
          </Button>
          {told !== "" && (
            <Button
              size="sm"
              variant="subtle"
              onClick={() => {
                setId(newId());
                set({ title: "", word: "", chosen: new Map() });
              }}
            >
              Begin another
            </Button>
          )}
          <Text size="sm">{countOf(typed.chosen.size)}</Text>
        </div>
        {faults.has("lessons") && typed.chosen.size === 0 && (
          <Text size="sm" role="alert">
            {faults.get("lessons")}
          </Text>
        )}
        <Text size="sm" role="status">
          {told}
        </Text>
      </form>
    </details>
  );
}

interface LessonsProps {
  readonly chosen: Typed["chosen"];
  readonly usual: Chosen;
  readonly today: LocalDate;
  /** @param how null leaves it out. */
  readonly onChoose: (lesson: string, how: Chosen | null) => void;
}

/** Every lesson by role, and the whole day; what is chosen has its own day and help. */
function LessonsToGive({ chosen, usual, today, onChoose }: LessonsProps) {
  const groups = Map.groupBy(
    lessons.filter((one) => one.day !== "seat"),
    (one) => one.role,
  );
  return [...groups].map(([role, ofRole]) => (
    <fieldset key={role} className="s-give-role">
      <legend>{roleLabels[role]}</legend>
      {ofRole.map(({ id, title, minutes }) => {
        const how = chosen.get(id);
        return (
          <div key={id} className="s-give-lesson">
            <Checkbox
              size="sm"
              label={`${title} (${minutes} minutes)`}
              checked={how !== undefined}
              onChange={(event) => onChoose(id, event.currentTarget.checked ? usual : null)}
            />
            {how !== undefined && (
              <>
                <DateInput
                  size="xs"
                  aria-label={`Due: ${title}`}
                  today={today}
                  value={how.due}
                  onChange={(due) => onChoose(id, { ...how, due })}
                />
                <HelpSelect
                  aria-label={`Help: ${title}`}
                  value={how.mode}
                  onChange={(mode) => onChoose(id, { ...how, mode })}
                />
              </>
            )}
          </div>
        );
      })}
    </fieldset>
  ));
}

interface HelpProps {
  readonly label?: string;
  readonly "aria-label"?: string;
  readonly value: Mode;
  readonly onChange: (mode: Mode) => void;
}

function HelpSelect({ value, onChange, ...named }: HelpProps) {
  return (
    <NativeSelect
      size={named.label === undefined ? "xs" : "sm"}
      {...named}
      value={value}
      data={modes.map((mode) => ({ value: mode, label: helpOf[mode].label }))}
      onChange={(event) => {
        const mode = modes.find((one) => one === event.currentTarget.value);
        if (mode !== undefined) onChange(mode);
      }}
    />
  );
}

/** In the order of the lessons' list, not in that of the clicks. */
function fileOf(id: string, { title, cohort, from, word, chosen }: Typed): Assignment {
  return {
    format: "practicum-assignment-1",
    id,
    title,
    cohort,
    from,
    // What was typed for an exam that is chosen no more is nobody's word.
    word: [...chosen.values()].some((one) => one.mode === "exam") ? word : "",
    lessons: lessons.flatMap((one) => {
      const how = chosen.get(one.id);
      return how === undefined ? [] : [{ lesson: one.id, ...how }];
    }),
  };
}

/** Browsers make a UUID only on a page that came by https; any numbers will do. */
function newId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

function nameOf({ title, cohort }: Assignment): string {
  return `${cohort} ${title}`.replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "");
}

function countOf(count: number): string {
  if (count === 0) return "No lesson is chosen yet.";
  return count === 1 ? "1 lesson" : `${count} lessons`;
}
