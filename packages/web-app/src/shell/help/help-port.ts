import { createContext, useContext } from "react";

/** What help can do beyond its texts, where the host of the screens can. */
export interface HelpPort {
  /** Begins a lesson, in a practice where nobody comes to harm. */
  readonly startLesson: (lessonId: string) => Promise<void>;
}

export const HelpContext = createContext<HelpPort | null>(null);

/** Null in a practice of real people: nobody learns on those. */
export function useHelpPort(): HelpPort | null {
  return useContext(HelpContext);
}
