import { ActionIcon, Button } from "@mantine/core";
import type { TemplateContent } from "@practicum/contracts/charting/template-content";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import type { ContentFault } from "./content-faults.ts";
import { FieldForm } from "./field-form.tsx";
import { addField, kindLabels, moveField, nameOf, sectionLabels } from "./field-model.ts";

interface Props {
  readonly content: TemplateContent;
  readonly onChange: (content: TemplateContent) => void;
  readonly faults: readonly ContentFault[];
  /** Which one is open, by its place. */
  readonly open: number | null;
  readonly onOpen: (index: number | null) => void;
}

/** The fields in their order; one is open at a time. */
export function FieldList({ content, onChange, faults, open, onOpen }: Props) {
  const { fields } = content;
  const set = (next: TemplateContent["fields"]) => onChange({ ...content, fields: next });
  const change = (next: TemplateContent["fields"]) => {
    set(next);
    onOpen(null);
  };
  return (
    <fieldset className="nt-fields" data-guide="note-template.fields">
      <legend>Fields</legend>
      {fields.map((field, index) => {
        const isOpen = open === index;
        const isFaulty = faults.some((one) => one.field === index);
        return (
          // oxlint-disable-next-line react/no-array-index-key -- a field's place is what it is known by while its key is typed
          <div key={index} className="nt-field" data-field={`content.fields.${index}`}>
            <div className="nt-field-head">
              <button
                type="button"
                className="nt-open"
                aria-expanded={isOpen}
                onClick={() => onOpen(isOpen ? null : index)}
              >
                <b>{nameOf(field, index)}</b>
                <span className="c-dim">
                  {isFaulty && <b className="nt-faulty">To be mended · </b>}
                  {sectionLabels[field.section]} · {kindLabels[field.kind]}
                  {field.required ? " · needed" : ""}
                  {field.rooming ? " · rooming" : ""}
                  {field.showIf === null ? "" : " · shown if"}
                </span>
              </button>
              <FieldMoves
                name={nameOf(field, index)}
                isFirst={index === 0}
                isLast={index === fields.length - 1}
                onMove={(by) => change(moveField(fields, index, by))}
                onRemove={() => change(fields.toSpliced(index, 1))}
              />
            </div>
            {isOpen && <FieldForm field={field} fields={fields} onChange={(next) => set(fields.with(index, next))} />}
          </div>
        );
      })}
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          set(addField(fields));
          onOpen(fields.length);
        }}
      >
        Add a field
      </Button>
    </fieldset>
  );
}

interface MovesProps {
  readonly name: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

function FieldMoves({ name, isFirst, isLast, onMove, onRemove }: MovesProps) {
  const look = { variant: "subtle", color: "gray", size: 28, className: "nt-move" } as const;
  return (
    <>
      <ActionIcon {...look} disabled={isFirst} aria-label={`Move ${name} up`} onClick={() => onMove(-1)}>
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon {...look} disabled={isLast} aria-label={`Move ${name} down`} onClick={() => onMove(1)}>
        <IconArrowDown size={16} />
      </ActionIcon>
      <ActionIcon {...look} disabled={isFirst && isLast} aria-label={`Remove ${name}`} onClick={onRemove}>
        <IconX size={16} />
      </ActionIcon>
    </>
  );
}
