import { useEffect, useRef, type KeyboardEvent } from "react";
import { lettersEnabled } from "./letter-keys.ts";

type Pressed = Pick<
  globalThis.KeyboardEvent,
  | "key"
  | "ctrlKey"
  | "metaKey"
  | "altKey"
  | "shiftKey"
  | "defaultPrevented"
  | "isComposing"
  | "target"
  | "preventDefault"
>;

/**
 * What keys do, by their names: "Enter", "Escape", "ArrowDown", "Space", "F8", "mod+Enter" (Ctrl, or Command on a Mac), "shift+F10", or a
 * letter or digit. One that gives `false` did nothing: the key goes on to the page.
 */
export type KeyMap = { readonly [key: string]: (() => unknown) | undefined };

interface Options {
  /** Only what is pressed while the element itself has the focus, not something in it: a row with buttons. */
  readonly self?: boolean;
}

/**
 * The key that an event is, by the name that a `KeyMap` has for it; null where it is none of anybody's business: a letter that is typed into a
 * field, a letter while single letters are turned off (WCAG 2.1.4), a key with a modifier that has a meaning of its own.
 */
export function keyName(event: Pressed): string | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const name = key === " " ? "Space" : key;
  if (altKey) return null;
  if (ctrlKey || metaKey) return `mod+${shiftKey ? "shift+" : ""}${name.length === 1 ? name.toLowerCase() : name}`;
  if (name.length === 1) return !lettersEnabled() || isTyping(event.target) ? null : name.toLowerCase();
  return shiftKey && name !== "Shift" ? `shift+${name}` : name;
}

/** Does what a map says of a key. True when it did: then the key is used up. */
export function pressKey(event: Pressed, keys: KeyMap): boolean {
  // While letters are put together to one (Chinese, Japanese), Enter and Escape belong to that.
  if (event.defaultPrevented || event.isComposing) return false;
  const name = keyName(event);
  const does = name === null ? undefined : keys[name];
  if (!does || does() === false) return false;
  event.preventDefault();
  return true;
}

/** `onKeyDown` of an element: what its keys do. A key that was used is not heard by what lies around it. */
export function useKeys(keys: KeyMap, { self = false }: Options = {}): (event: KeyboardEvent) => void {
  const latest = useRef(keys);
  latest.current = keys;
  const handler = useRef((event: KeyboardEvent) => {
    if (self && event.target !== event.currentTarget) return;
    // Enter on a button inside presses that button.
    if (!self && isPress(event.nativeEvent)) return;
    if (pressKey(event.nativeEvent, latest.current)) event.stopPropagation();
  });
  return handler.current;
}

/** What keys do wherever the focus is, while the component is there; `capture`: before anything in the page hears of them. */
export function useWindowKeys(keys: KeyMap, { capture = false }: { readonly capture?: boolean } = {}): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (pressKey(event, latest.current) && capture) event.stopImmediatePropagation();
    };
    addEventListener("keydown", onKeyDown, { capture });
    return () => removeEventListener("keydown", onKeyDown, { capture });
  }, [capture]);
}

function isPress({ key, ctrlKey, metaKey, target }: Pressed): boolean {
  if (ctrlKey || metaKey || (key !== "Enter" && key !== " ")) return false;
  return target instanceof Element && target.closest("button, a, summary, [role=menuitem], [role=option]") !== null;
}

/** Where letters are text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])"))
  );
}
