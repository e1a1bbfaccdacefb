import type { UseFormReturnType } from "@mantine/form";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { drop, keep, readKept } from "../session/draft-vault.ts";
import { offerUndo } from "../shell/undo.tsx";
import { fits, mergeDraft, withField, type Difference, type Plain } from "./merge-draft.ts";

/** What a form does once its command succeeded: it goes, it stays with what was sent, or it begins anew. */
export type AfterDone = "close" | "stay" | "again";

export interface FormDraft {
  /** What stands in the form was typed before: by this person, in this tab, and never sent. */
  readonly restored: boolean;
  /** What another person saved otherwise since. */
  readonly differences: readonly Difference[];
  /** Fields that another person changed since, and that were not touched here. */
  readonly taken: readonly string[];
  /** Of a field that differs: what is to stand there. */
  readonly choose: (difference: Difference, which: "typed" | "saved") => void;
  /** Back to how the form begins; can be undone. */
  readonly startAfresh: () => void;
}

export interface KeptForm extends FormDraft {
  /** The command succeeded with these values: nothing of them is kept. */
  readonly done: (sent: Plain, after: AfterDone) => void;
  /** The form was left on purpose. */
  readonly leave: () => void;
}

/** As it lies in the vault. */
interface Packed {
  readonly values: Plain;
  readonly base: Plain;
  readonly recordId: string | null;
}

interface Seen {
  /** Whose values stand in the form; null before it is known. */
  readonly name: string | null;
  /** How the form would begin, when it was looked at last. */
  readonly start: string;
  /** What typing is measured by: as JSON. */
  readonly base: string;
}

const nothing = { restored: false, differences: [], taken: [] } as const;

/**
 * Keeps what is typed into a form at each keystroke, for the record that it is about, over a change of page, a reload and a lock. In this tab
 * alone, for this person alone, encrypted (CHT-119), until the form is sent, left on purpose, or the session ends.
 *
 * What another person saves meanwhile, while the form is open too, is brought together with it field by field.
 *
 * @param key the form and its record, without a version: "coverage:<id>". Null keeps nothing.
 * @param start how the form begins, of the record as it is now. The same data at each render unless the record changed.
 * @param recordId of a new record: kept with its draft, so that a repeat after a reload makes no second one.
 */
export function useFormDraft<Values extends Record<string, unknown>>(
  form: UseFormReturnType<Values>,
  key: string | null,
  start: Values,
  recordId: string | null = null,
): KeptForm {
  const name = nameOf(key);
  const startText = JSON.stringify(start);
  const [seen, setSeen] = useState<Seen>({ name: null, start: startText, base: startText });
  const [said, setSaid] = useState<Pick<FormDraft, "restored" | "differences" | "taken">>(nothing);
  const over = useRef(false);
  /** The next change of the record is what this form saved itself. */
  const own = useRef(false);
  const mounted = useRef(false);
  const { setValues, getValues, clearErrors } = form;
  const now = JSON.stringify(getValues());

  useLayoutEffect(() => {
    if (seen.name === name && seen.start === startText) return;
    const begin: Values = JSON.parse(startText);
    const same = seen.name === name;
    // Sent, and about to go: what comes back is what it saved itself.
    if (same && over.current) return setSeen({ name, start: startText, base: startText });
    const kept = same ? { values: getValues(), base: JSON.parse(seen.base) } : readDraft(name, begin);
    const merged = kept && mergeDraft(kept.base, kept.values, begin);
    // The merge goes by the form's own fields, which are those of `begin`.
    if (merged) setValues(merged.values as Values);
    else if (seen.name !== null) setValues(begin);
    setSeen({ name, start: startText, base: merged ? JSON.stringify(merged.base) : startText });
    const quiet = merged === null || own.current;
    setSaid((old) =>
      quiet
        ? nothing
        : {
            restored: same ? old.restored : true,
            differences: merged.differences,
            taken: same ? [...new Set([...old.taken, ...merged.taken])] : merged.taken,
          },
    );
    own.current = false;
    over.current = false;
  }, [name, startText, seen, getValues, setValues]);

  useEffect(() => {
    if (name === null || seen.name !== name) return;
    if (over.current || now === seen.base) drop(name);
    else keep(name, `{"values":${now},"base":${seen.base},"recordId":${JSON.stringify(recordId)}}`, "tab");
  }, [name, now, seen, recordId]);
  useEffect(() => {
    mounted.current = true;
    return () => void (mounted.current = false);
  }, []);

  const put = useCallback(
    (values: Values, base: string) => {
      setValues(values);
      setSeen((old) => ({ ...old, base }));
      setSaid(nothing);
    },
    [setValues],
  );
  const startAfresh = useCallback(() => {
    const before = { values: getValues(), base: seen.base, packed: readKept(name ?? "") };
    const undo = () => {
      if (mounted.current) {
        put(before.values, before.base);
        setSaid(said);
      } else if (name !== null && before.packed !== null) keep(name, before.packed, "tab");
    };
    put(JSON.parse(startText), startText);
    clearErrors();
    offerUndo("Started over.", undo);
  }, [clearErrors, getValues, name, put, said, seen.base, startText]);
  const choose = useCallback(
    ({ path, typed, saved }: Difference, which: "typed" | "saved") => {
      const values = withField(getValues(), path, which === "typed" ? typed : saved);
      setValues(values as Values);
      setSeen((old) => ({ ...old, base: JSON.stringify(withField(JSON.parse(old.base), path, saved)) }));
      setSaid((old) => ({ ...old, differences: old.differences.filter((one) => one.path !== path) }));
    },
    [getValues, setValues],
  );
  const done = useCallback(
    (sent: Plain, after: AfterDone) => {
      if (name !== null) drop(name);
      over.current = after === "close";
      own.current = after === "stay";
      if (after === "again") put(JSON.parse(startText), startText);
      if (after !== "stay") return;
      setSeen((old) => ({ ...old, base: JSON.stringify(sent) }));
      setSaid(nothing);
    },
    [name, put, startText],
  );
  const leave = useCallback(() => {
    over.current = true;
    if (name !== null) drop(name);
  }, [name]);
  return useMemo(() => ({ ...said, choose, startAfresh, done, leave }), [said, choose, startAfresh, done, leave]);
}

/** Whether somebody left that form half filled: then a page opens it by itself. */
export function hasFormDraft(key: string): boolean {
  return readKept(`form:${key}`) !== null;
}

/** The id that a half-typed form had for its new record. */
export function keptRecordId(key: string | null): string | null {
  return unpack(nameOf(key))?.recordId ?? null;
}

function readDraft(name: string | null, begin: Plain): Packed | null {
  const kept = unpack(name);
  return kept && fits(kept.values, begin) && fits(kept.base, begin) ? kept : null;
}

function unpack(name: string | null): Packed | null {
  try {
    const kept: Partial<Packed> | null = JSON.parse((name !== null && readKept(name)) || "null");
    if (!kept?.values || !kept.base) return null;
    return { values: kept.values, base: kept.base, recordId: kept.recordId ?? null };
  } catch {
    return null;
  }
}

function nameOf(key: string | null): string | null {
  return key === null ? null : `form:${key}`;
}
