import { useForm, type UseFormReturnType } from "@mantine/form";
import type { DomainError } from "@practicum/contracts/error";
import { describeError } from "@practicum/contracts/error";
import { useCallback } from "react";
import type { z } from "zod";

export interface ContractForm<Values, Input> {
  readonly form: UseFormReturnType<Values>;
  /**
   * Checks what was typed against the contract, puts what is wrong on the fields and focuses the first; gives the command's
   * input when all is right.
   */
  readonly check: () => Input | null;
  /** Puts a service's refusal on the fields it names. Gives the words for above the form, or null when fields say it all. */
  readonly refuse: (error: DomainError) => string | null;
}

interface Options<Values, Schema extends z.ZodType> {
  readonly initialValues: Values;
  readonly schema: Schema;
  /** The values of the form as the command's input, before the contract checks it. */
  readonly toInput: (values: Values) => z.input<Schema>;
  /** Fields of the input that stand under another name in the form: `{ "name.family": "family" }`. */
  readonly fieldNames?: { readonly [inputPath: string]: string };
}

/** A form that obeys a contract's schema. Nothing typed is ever cleared by an error. */
export function useContractForm<Values extends Record<string, unknown>, Schema extends z.ZodType>(
  options: Options<Values, Schema>,
): ContractForm<Values, z.input<Schema>> {
  const { schema, toInput, fieldNames, initialValues } = options;
  const form = useForm<Values>({ initialValues, mode: "controlled" });

  const show = useCallback(
    (problems: readonly { readonly field: string; readonly message: string }[]) => {
      form.setErrors(Object.fromEntries(problems.map(({ field, message }) => [fieldNames?.[field] ?? field, message])));
      setTimeout(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    },
    [form, fieldNames],
  );
  const check = useCallback(() => {
    form.clearErrors();
    const input = toInput(form.getValues());
    const parsed = schema.safeParse(input);
    if (parsed.success) return input;
    show(parsed.error.issues.map((issue) => ({ field: issue.path.join("."), message: issue.message })));
    return null;
  }, [form, schema, show, toInput]);
  const refuse = useCallback(
    (error: DomainError) => {
      const named = error.fields ?? (error.field ? [{ field: error.field, message: describeError(error) }] : []);
      if (named.length > 0) show(named);
      return named.length > 0 && error.code === "invalid-input" ? null : describeError(error);
    },
    [show],
  );
  return { form, check, refuse };
}
