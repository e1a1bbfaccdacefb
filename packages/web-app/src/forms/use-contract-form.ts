import { useForm, type UseFormReturnType } from "@mantine/form";
import type { DomainError } from "@practicum/contracts/error";
import { describeError } from "@practicum/contracts/error";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useCallback, useMemo } from "react";
import type { z } from "zod";

export interface ContractForm<Values, Input> {
  readonly form: UseFormReturnType<Values>;
  /**
   * Checks what was typed against the contract, puts what is wrong on the fields and focuses the first; gives the command's
   * input when all is right.
   */
  readonly check: (within?: ParentNode | null) => Input | null;
  /** Puts a service's refusal on the fields it names. Gives the words for above the form, or null when fields say it all. */
  readonly refuse: (error: DomainError) => string | null;
}

/** An input in which the person may have left anything open: null where nothing was chosen yet. The contract's schema refuses it. */
export type Unanswered<T> = T extends string | number | boolean | null | undefined
  ? T | null
  : T extends readonly (infer Item)[]
    ? readonly Unanswered<Item>[]
    : { readonly [K in keyof T]: Unanswered<T[K]> };

interface Options<Values, Schema extends z.ZodType> {
  readonly initialValues: Values;
  readonly schema: Schema;
  /** The values of the form as the command's input, before the contract checks it. */
  readonly toInput: (values: Values) => Unanswered<z.input<Schema>>;
  /** Fields of the input that stand under another name in the form: `{ "name.family": "family" }`. */
  readonly fieldNames?: { readonly [inputPath: string]: string };
  /** The same of paths that are too many to list: those of a list's entries. Null where the form has the input's own name. */
  readonly fieldOf?: (inputPath: string) => string | null;
}

/** A form that obeys a contract's schema. Nothing typed is ever cleared by an error. */
export function useContractForm<Values extends Record<string, unknown>, Schema extends z.ZodType>(
  options: Options<Values, Schema>,
): ContractForm<Values, z.input<Schema>> {
  const { schema, toInput, fieldNames, fieldOf, initialValues } = options;
  const own = useForm<Values>({ initialValues, mode: "controlled" });
  const named = useMemo(() => contractNames(fieldNames), [fieldNames]);
  // Each field says the contract's name of itself: that is what links to it carry (`shell/field-target.ts`).
  const getInputProps: typeof own.getInputProps = (path, inputOptions) => ({
    ...own.getInputProps(path, inputOptions),
    "data-field": named.get(String(path)) ?? String(path),
  });
  const form = { ...own, getInputProps };

  const show = useCallback(
    (problems: readonly { readonly field: string; readonly message: string }[]) => {
      const nameOf = (field: string) => fieldNames?.[field] ?? fieldOf?.(field) ?? field;
      own.setErrors(Object.fromEntries(problems.map(({ field, message }) => [nameOf(field), message])));
      setTimeout(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    },
    [own, fieldNames, fieldOf],
  );
  const check = useCallback(
    (within?: ParentNode | null) => {
      // A date or a choice that can't be read is not in the values: the one before would go out instead of what is on the screen.
      const unread = firstUnreadable(within ?? document.activeElement?.closest("form") ?? document);
      if (unread) {
        unread.focus();
        return null;
      }
      own.clearErrors();
      const input = toInput(own.getValues());
      const parsed = schema.safeParse(input);
      // The schema has just said that it is one.
      if (parsed.success) return input as z.input<Schema>;
      show(parsed.error.issues.map((issue) => ({ field: issue.path.join("."), message: wordsOf(issue, input) })));
      return null;
    },
    [own, schema, show, toInput],
  );
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

/** The contract's own words; what was left open where it has none in there: a list, a date, a number. */
function wordsOf(issue: z.core.$ZodIssue, input: unknown): string {
  const typed = issue.path.reduce<unknown>(
    (of, key) => (typeof of === "object" && of !== null ? Reflect.get(of, key) : undefined),
    input,
  );
  const open = typed === null || typed === undefined || typed === "";
  if (open && issue.code === "invalid_value") return "Choose one.";
  // Whoever wrote a message of their own for it did not write zod's.
  if (open && issue.code === "invalid_type" && issue.message.startsWith("Invalid input")) return "This is required.";
  return issue.message;
}

/** From the form's names to the contract's; where two lead to one field, the one that says more. */
function contractNames(fieldNames: { readonly [inputPath: string]: string } = {}): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [path, name] of Object.entries(fieldNames))
    if (path.length > (names.get(name)?.length ?? 0)) names.set(name, path);
  return names;
}
