import type { UseFormReturnType } from "@mantine/form";
import type { DomainError } from "@practicum/contracts/error";
import type { Result } from "@practicum/kernel/result";
import { useCallback, useRef, useState, type RefCallback } from "react";
import type { z } from "zod";
import { newId } from "../api/command-id.ts";
import type { FieldWords } from "./draft-notice.tsx";
import { useContractForm, type Unanswered } from "./use-contract-form.ts";
import { keptRecordId, useFormDraft, type AfterDone, type KeptForm } from "./use-form-draft.ts";

interface Options<Values, Schema extends z.ZodType, Output> {
  /** The form and the record that it is about, without a version: "coverage:<id>". Null where nothing may be kept: secrets, nobody signed in. */
  readonly draft: string | null;
  /** How the form begins, of the record as it is now. */
  readonly initialValues: Values;
  readonly schema: Schema;
  /** @param recordId of the record that the form is about, or that it makes. */
  readonly toInput: (values: Values, recordId: string) => Unanswered<z.input<Schema>>;
  readonly fieldNames?: { readonly [inputPath: string]: string };
  readonly fieldOf?: (inputPath: string) => string | null;
  readonly words?: FieldWords;
  /** The record that is changed; absent or null makes one, whose id is kept with the draft. */
  readonly recordId?: string | null | undefined;
  /** What is in the way, and is no field: said above the form, and nothing is sent. */
  readonly hindered?: (values: Values) => string | null;
  readonly command: {
    readonly run: (input: z.input<Schema>) => Promise<Result<Output, DomainError>>;
    /** Asks again for what it made stale. */
    readonly refresh?: () => Promise<void>;
  };
  readonly after?: AfterDone;
  /** After a success, when the draft is gone and the screens are fresh. */
  readonly onDone?: (output: Output, input: z.input<Schema>, recordId: string) => void | Promise<void>;
}

export interface CommandFormControl<Values> {
  readonly form: UseFormReturnType<Values>;
  readonly draft: KeptForm;
  readonly words: FieldWords | undefined;
  /** Of the element around the fields: the form, or a row. */
  readonly frame: RefCallback<HTMLElement>;
  readonly element: () => HTMLElement | null;
  /** Above the form. */
  readonly problem: string | null;
  readonly setProblem: (problem: string | null) => void;
  /** Why the service refused the last time. */
  readonly refusal: DomainError | null;
  readonly pending: boolean;
  readonly recordId: string;
  readonly submit: () => Promise<void>;
  /** Left on purpose: what was typed is dropped. */
  readonly leave: () => void;
}

/**
 * A form that sends one command: it is checked against the contract, sent, refused at the fields, its draft kept until it is done, and the
 * screens are asked for what it changed. `CommandForm` draws it.
 */
export function useCommandForm<Values extends Record<string, unknown>, Schema extends z.ZodType, Output>(
  options: Options<Values, Schema, Output>,
): CommandFormControl<Values> {
  const { draft: key, initialValues, schema, fieldNames, fieldOf, words, after = "close" } = options;
  const known = options.recordId ?? null;
  const [made, setMade] = useState(() => ({ key, id: keptRecordId(key) ?? newId() }));
  // The same form about something else: what it makes is another record.
  if (made.key !== key) setMade({ key, id: keptRecordId(key) ?? newId() });
  const recordId = known ?? made.id;
  const root = useRef<HTMLElement>(null);
  const frame = useCallback((element: HTMLElement | null) => void (root.current = element), []);
  const element = useCallback(() => root.current, []);
  const [problem, setProblem] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<DomainError | null>(null);
  const [pending, setPending] = useState(false);
  const { form, check, refuse } = useContractForm({
    initialValues,
    schema,
    toInput: (values: Values) => options.toInput(values, recordId),
    ...(fieldNames ? { fieldNames } : {}),
    ...(fieldOf ? { fieldOf } : {}),
  });
  const draft = useFormDraft(form, key, initialValues, known === null ? made.id : null);
  const busy = useRef(false);
  const submit = async () => {
    // A second Enter while the first is on its way is the same intent.
    if (busy.current) return;
    setProblem(null);
    setRefusal(null);
    const undecided = root.current?.querySelector<HTMLElement>("[data-differs]");
    if (undecided) {
      setProblem("Choose first for each field that another person saved otherwise.");
      return undecided.focus();
    }
    const hindrance = options.hindered?.(form.getValues()) ?? null;
    if (hindrance !== null) return setProblem(hindrance);
    const input = check(root.current);
    if (!input) return;
    const sent = form.getValues();
    busy.current = true;
    setPending(true);
    const result = await options.command.run(input);
    if (!result.ok) {
      busy.current = false;
      setPending(false);
      setRefusal(result.error);
      return setProblem(refuse(result.error));
    }
    draft.done(sent, after);
    if (known === null && after === "again") setMade({ key, id: newId() });
    await options.command.refresh?.();
    busy.current = false;
    setPending(false);
    await options.onDone?.(result.value, input, recordId);
  };
  const { leave } = draft;
  return {
    form,
    draft,
    words,
    frame,
    element,
    problem,
    setProblem,
    refusal,
    pending,
    recordId,
    submit,
    leave,
  };
}
