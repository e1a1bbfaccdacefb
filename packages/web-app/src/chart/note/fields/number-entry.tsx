import { TextInput } from "@mantine/core";
import type { FieldAnswer, TemplateField } from "@practicum/contracts/charting/template-content";
import { answerFault } from "@practicum/note-templates/answer-fault";
import { useState } from "react";
import type { Typing } from "./typing.ts";

type NumberField = Extract<TemplateField, { kind: "number" }>;

interface Props {
  readonly id: string;
  readonly field: NumberField;
  readonly answer: FieldAnswer | undefined;
  readonly onChange: (answer: FieldAnswer | null) => void;
  readonly typing: Typing | undefined;
}

/** A number as it is typed. One that can't be is no answer, stays in the field with why, and is there again after a reload. */
export function NumberEntry({ id, field, answer, onChange, typing }: Props) {
  const value = answer?.kind === "number" ? String(answer.number) : "";
  // What the field shows while that is not the answer's own text: what can't be, and "4." on the way to "4.5".
  const [typed, setTyped] = useState(typing?.text ?? null);
  const [left, setLeft] = useState(typed !== null);
  const fault = typed === null ? null : faultOf(field, typed);
  const read = (text: string) => {
    const isOdd = faultOf(field, text) !== null;
    const next = isOdd || text.trim() === "" ? null : Number(text);
    setTyped(next !== null && String(next) === text ? null : text);
    setLeft(false);
    typing?.keep(isOdd ? text : null);
    onChange(next === null ? null : { kind: "number", number: next });
  };
  const leave = () => {
    if (fault === null) setTyped(null);
    setLeft(true);
  };
  return (
    <TextInput
      id={id}
      size="xs"
      w={220}
      inputMode="decimal"
      maxLength={12}
      aria-required={field.required}
      data-unreadable={fault === null ? undefined : true}
      value={typed ?? value}
      error={
        fault !== null && left ? `${fault} It is not an answer yet${value && `; what counts is ${value}`}.` : undefined
      }
      rightSection={field.unit === "" ? undefined : <span className="c-dim">{field.unit}</span>}
      rightSectionWidth={field.unit === "" ? 0 : 16 + field.unit.length * 7}
      onChange={(event) => read(event.currentTarget.value)}
      onBlur={leave}
    />
  );
}

/** Why what was typed can't be the answer. */
function faultOf(field: NumberField, text: string): string | null {
  const typed = text.trim();
  if (typed === "") return null;
  if (!/^-?(\d+[.]?\d*|[.]\d+)$/.test(typed)) return `“${field.label}” takes a number, ${field.min} to ${field.max}.`;
  return answerFault(field, { kind: "number", number: Number(typed) });
}
