import { Button } from "@mantine/core";
import { formatDate, isLocalDate } from "@practicum/kernel/local-date";
import { Notice } from "@practicum/ui/states.tsx";
import { useLayoutEffect, useRef, useState } from "react";
import type { Difference } from "./merge-draft.ts";
import { RestoredNotice } from "./restored-notice.tsx";
import type { FormDraft } from "./use-form-draft.ts";

/** How a form says the value of a field, where it is a code or an amount: by the field's path. */
export type FieldWords = { readonly [path: string]: (value: never) => string };

interface Props {
  readonly draft: FormDraft;
  readonly words?: FieldWords | undefined;
}

/** Says that what stands in the form was typed before and never sent, and where another person saved something else since. */
export function DraftNotice({ draft, words = {} }: Props) {
  const { restored, differences, taken } = draft;
  const frame = useRef<HTMLDivElement>(null);
  const [labels, setLabels] = useState<ReadonlyMap<string, string>>(new Map());
  // The fields' own words, from the fields: they stand in the page by now.
  useLayoutEffect(() => {
    const paths = [...differences.map((one) => one.path), ...taken];
    const form = frame.current?.closest("form, tr") ?? document.body;
    setLabels(new Map(paths.map((path) => [path, labelOf(form, path)])));
  }, [differences, taken]);
  if (!restored && differences.length === 0 && taken.length === 0) return null;
  const name = (path: string) => labels.get(path) ?? path;
  return (
    <div ref={frame} className="p-form">
      <RestoredNotice draft={draft} />
      {taken.length > 0 && (
        <Notice tone="info" role="status">
          Another person changed this since you opened it. Taken over: {taken.map(name).join(", ")}.
        </Notice>
      )}
      {differences.length > 0 && (
        <Notice tone="warn" role="alert">
          Another person saved this since. Choose for each field:
          {differences.map((one) => (
            <Choice key={one.path} name={name(one.path)} difference={one} words={words} onChoose={draft.choose} />
          ))}
        </Notice>
      )}
    </div>
  );
}

function Choice({
  name,
  difference,
  words,
  onChoose,
}: {
  readonly name: string;
  readonly difference: Difference;
  readonly words: FieldWords;
  readonly onChoose: FormDraft["choose"];
}) {
  const { path, typed, saved } = difference;
  return (
    <div
      role="group"
      aria-label={name}
      style={{ display: "flex", gap: 8, flexWrap: "wrap", alignItems: "center", marginTop: 6 }}
    >
      <b>{name}</b>
      <Button
        data-differs
        size="compact-sm"
        variant="default"
        style={{ maxWidth: "100%" }}
        onClick={() => onChoose(difference, "typed")}
      >
        You typed: {say(words[path], typed)}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        style={{ maxWidth: "100%" }}
        onClick={() => onChoose(difference, "saved")}
      >
        Saved: {say(words[path], saved)}
      </Button>
    </div>
  );
}

function say(words: FieldWords[string] | undefined, value: unknown): string {
  // A form's words for a field take what that field holds.
  if (words && value !== null && value !== "") return words(value as never);
  if (value === null || value === undefined || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map((one) => say(undefined, one)).join(", ") || "nothing";
  if (typeof value === "string") return isLocalDate(value) ? formatDate(value) : value;
  return JSON.stringify(value);
}

function labelOf(form: Element, path: string): string {
  const field = form.querySelector(`[data-path="${CSS.escape(path)}"]`);
  const label =
    (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.labels?.[0]?.textContent;
  const named = label || field?.closest(".mantine-InputWrapper-root")?.querySelector("label")?.textContent;
  return (named || field?.getAttribute("aria-label") || path).replace(/\s*\*$/, "");
}
