import type { UseFormReturnType } from "@mantine/form";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { drop, keep, readKept } from "../session/draft-vault.ts";

export interface FormDraft {
  /** What stands in the form was typed before: by this person, in this tab, and never sent. */
  readonly restored: boolean;
  /** Back to how the form began. */
  readonly startOver: () => void;
  /** The form was sent, or left on purpose: nothing of it is kept. */
  readonly clear: () => void;
}

/**
 * Keeps what is typed into a form at each keystroke, for the record that it is about, over a change of page and a reload. In this tab
 * alone, for this person alone, encrypted, until the form is sent, left on purpose, or the session ends.
 *
 * @param key the form and its record with the version that was seen: "coverage:<id>:3".
 */
export function useFormDraft<Values extends Record<string, unknown>>(
  form: UseFormReturnType<Values>,
  key: string,
): FormDraft {
  const name = nameOf(key);
  const [restored, setRestored] = useState(false);
  const [blank] = useState(() => JSON.stringify(form.getValues()));
  const over = useRef(false);
  const { setValues, reset } = form;
  useLayoutEffect(() => {
    const kept = readDraft<Values>(name, blank);
    if (!kept) return;
    setValues(kept);
    setRestored(true);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the form appears
  }, [name]);
  const now = JSON.stringify(form.getValues());
  useEffect(() => {
    if (over.current || now === blank) drop(name);
    else keep(name, now, "tab");
  }, [name, now, blank]);
  const clear = useCallback(() => {
    over.current = true;
    drop(name);
  }, [name]);
  const startOver = useCallback(() => {
    reset();
    setRestored(false);
  }, [reset]);
  return { restored, startOver, clear };
}

/** Whether somebody left that form half filled: then a page opens it by itself. */
export function hasFormDraft(key: string): boolean {
  return readKept(nameOf(key)) !== null;
}

/** Only what has the form's own fields: the program may have changed since. */
function readDraft<Values extends Record<string, unknown>>(name: string, blank: string): Values | null {
  try {
    const kept: Values | null = JSON.parse(readKept(name) ?? "null");
    if (kept === null) return null;
    const fields: Values = JSON.parse(blank);
    return Object.keys(fields).every((field) => field in kept) ? kept : null;
  } catch {
    return null;
  }
}

function nameOf(key: string): string {
  return `form:${key}`;
}
