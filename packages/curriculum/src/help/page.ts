import type { Role } from "@practicum/contracts/permission";

/** Something that people do on a screen. Names of what is pressed or filled in stand between two stars, as they stand on the screen. */
export interface HelpTask {
  readonly to: string;
  readonly how: string;
}

/** A rule of the product in a person's words, by its number in a SPEC.md. */
export interface HelpRule {
  readonly number: string;
  readonly says: string;
}

/** What there is to know about one screen. The panel beside the screen and the printed guide are made of it. */
export interface HelpPage {
  readonly id: string;
  readonly title: string;
  /** Its addresses, as the application's routes name them. */
  readonly at: readonly string[];
  /** Whose guide it stands in. */
  readonly roles: readonly Role[];
  /** Folders of the screens' programs that it names buttons of: a button that is gone is found there. */
  readonly sources: readonly string[];
  /** What the screen is for. */
  readonly purpose: readonly string[];
  readonly tasks: readonly HelpTask[];
  /** Of the glossary. */
  readonly words: readonly string[];
  readonly rules: readonly HelpRule[];
  /** Lessons by id. */
  readonly lessons: readonly string[];
}

/** A text in parts: what is read, and what is a name on the screen. */
export function partsOf(text: string): readonly { readonly text: string; readonly isName: boolean }[] {
  return text
    .split("**")
    .map((part, at) => ({ text: part, isName: at % 2 === 1 }))
    .filter((part) => part.text !== "");
}

/**
 * The names that a page says stand on its screen.
 * @internal for the test that looks whether they do.
 */
export function namesOn(page: HelpPage): readonly string[] {
  const texts = [...page.purpose, ...page.tasks.map((task) => task.how)];
  return texts.flatMap((text) => partsOf(text).filter((part) => part.isName)).map((part) => part.text);
}
