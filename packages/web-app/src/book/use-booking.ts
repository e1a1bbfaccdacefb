import { useCallback, useEffect, useState } from "react";
import { nothing } from "../api/door-call.ts";
import { bookCall, lookReply, type Chosen, type Looked } from "./book-call.ts";
import { bookWords, type BookLanguage } from "./book-words.ts";

export type Phase =
  | { readonly name: "looking" | "no-link" | "no-network" }
  | { readonly name: "birth"; readonly isOver: boolean }
  | { readonly name: "shown"; readonly looked: Looked; readonly isMoving: boolean };

export interface Given {
  readonly practice: string;
  readonly token: string;
}

/** "#mission-bay.abc": behind the # it is sent nowhere, and it leaves the address at once. */
function readLink(): Given | null {
  const [, practice, token] = /^#([a-z0-9-]{1,60})\.(\w{1,100})$/.exec(location.hash) ?? [];
  if (location.hash !== "") history.replaceState(null, "", "/book");
  return practice === undefined || token === undefined ? null : { practice, token };
}

type Problem = "taken" | "overlap" | "refused" | "tryAgain" | "tooMany" | "tooLate";

const problems: { readonly [code: string]: Problem } = {
  "slot-taken": "taken",
  "time-kept": "taken",
  "patient-overlap": "overlap",
  "try-again": "tryAgain",
  "too-many-attempts": "tooMany",
  "link-too-late": "tooLate",
};

/** How far the patient is, from the birth date to the booked visit. */
export function useBooking() {
  const [given, setGiven] = useState(readLink);
  const [phase, setPhase] = useState<Phase>(given === null ? { name: "looking" } : { name: "birth", isOver: false });
  const [language, setLanguage] = useState<BookLanguage>(navigator.language.startsWith("es") ? "es" : "en");
  const [problem, setProblem] = useState<Problem | null>(null);
  const words = bookWords[language];
  useEffect(() => {
    document.title = words.title;
    document.documentElement.lang = language;
  }, [words, language]);

  const over = useCallback(
    () => setPhase(given === null ? { name: "no-link" } : { name: "birth", isOver: true }),
    [given],
  );
  const look = useCallback(
    async (speaks: boolean) => {
      const looked = await bookCall("look", {}, lookReply);
      if (looked.ok) {
        if (speaks) setLanguage(looked.value.value.language);
        return setPhase({ name: "shown", looked: looked.value, isMoving: false });
      }
      if (looked.error.code === "try-again") return setPhase({ name: "no-network" });
      over();
    },
    [over],
  );
  // A page that is loaded again goes on where its session is.
  useEffect(() => {
    if (given === null) void look(true);
  }, [given, look]);
  // A second link that is opened in the same window is another one.
  useEffect(() => {
    const read = () => {
      const next = readLink();
      if (next === null) return;
      setGiven(next);
      setPhase({ name: "birth", isOver: false });
    };
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);

  /** @param commandId one for one wish: where its answer was lost the same is sent again, and done once. */
  const take = async ({ date, start, providerResourceId }: Chosen, commandId: string, isMove: boolean) => {
    setProblem(null);
    const time = { date, start, providerResourceId };
    const done = await bookCall(
      isMove ? "move" : "book",
      isMove ? time : { ...time, appointmentId: commandId },
      nothing,
      commandId,
    );
    if (done.ok) {
      await look(false);
      return;
    }
    const { code } = done.error;
    if (code === "link-over") return over();
    if (code === "link-has-visit" || code === "link-too-late") await look(false);
    setProblem(problems[code] ?? "refused");
  };
  const cancel = async (commandId: string) => {
    setProblem(null);
    const done = await bookCall("cancel", {}, nothing, commandId);
    if (!done.ok && done.error.code === "link-over") return over();
    if (!done.ok) setProblem(problems[done.error.code] ?? "tryAgain");
    if (done.ok || done.error.code !== "try-again") await look(false);
  };
  const move = (isMoving: boolean) => {
    setProblem(null);
    setPhase((old) => (old.name === "shown" ? { ...old, isMoving } : old));
  };
  return { given, phase, language, words, problem, setLanguage, look, take, cancel, move, over };
}
