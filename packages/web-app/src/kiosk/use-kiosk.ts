import type { KioskLanguage } from "@practicum/contracts/scheduling/kiosk";
import { useCallback, useEffect, useRef, useState } from "react";
import { readAddress } from "./kiosk-address.ts";
import { nothing } from "../api/door-call.ts";
import { kioskCall, tabletForm, type KioskForm, type TabletForm } from "./kiosk-call.ts";
import { freshDraft, type KioskDraft } from "./kiosk-draft.ts";
import { dropSealed, isKept, keepSealed, readSealed } from "./kiosk-vault.ts";
import { kioskWords } from "./kiosk-words.ts";
import { isFilledForm, sendForm, type FilledForm } from "./send-form.ts";

type Phase =
  | { readonly name: "looking" | "earlier" | "code" | "done" | "over" | "refused" }
  | { readonly name: "filling"; readonly tablet: TabletForm & { readonly form: KioskForm } }
  | { readonly name: "sending" | "waiting" };

const AGAIN_MS = 8000;
/** The thanks stand so long; then the tablet is the next patient's. */
const THANKS_MS = 30_000;

/** How far the tablet is, from the code to the thanks. */
export function useKiosk() {
  const [given, setGiven] = useState(readAddress);
  const [phase, setPhase] = useState<Phase>({ name: "looking" });
  const [language, setLanguage] = useState<KioskLanguage>(navigator.language.startsWith("es") ? "es" : "en");
  const [draft, setDraft] = useState<KioskDraft | null>(null);
  const filled = useRef<FilledForm | null>(null);
  const words = kioskWords[language];
  useEffect(() => {
    document.title = words.title;
    document.documentElement.lang = language;
  }, [words, language]);

  /** Nothing of the patient stays at the tablet (GTW-109). */
  const clear = useCallback(async (name: "code" | "over" | "refused" | "done") => {
    setDraft(null);
    filled.current = null;
    await dropSealed("draft");
    setPhase({ name });
    history.replaceState(null, "", "/kiosk");
  }, []);
  const leave = useCallback(() => {
    void kioskCall("leave", {}, nothing);
    void clear("code");
  }, [clear]);
  const onOver = useCallback(() => void clear("over"), [clear]);

  const look = useCallback(async () => {
    const kept = isKept("waiting");
    const told = await kioskCall("form", {}, tabletForm);
    if (!told.ok) {
      if (told.error.code === "try-again" && (kept || isKept("draft"))) return setPhase({ name: "earlier" });
      if (kept) await dropSealed("waiting");
      return clear(kept ? "refused" : "code");
    }
    const { form, keys, coverages } = told.value;
    const earlier = kept ? await readSealed("waiting", keys.waiting) : null;
    if (isFilledForm(earlier)) {
      filled.current = earlier;
      return setPhase({ name: "waiting" });
    }
    if (kept) await dropSealed("waiting");
    if (form === null || keys.draft === null) return clear("code");
    const before = await readSealed("draft", keys.draft);
    const now = (before ?? freshDraft(form, coverages, crypto.randomUUID())) as KioskDraft;
    setDraft(now);
    setLanguage(now.language);
    setPhase({ name: "filling", tablet: { ...told.value, form } });
  }, [clear]);
  /** A code is good once; which practice the tablet is of stays. */
  const onOpened = useCallback(() => {
    setGiven(({ practice }) => ({ practice, code: "" }));
    void look();
  }, [look]);
  useEffect(() => void look(), [look]);

  const send = useCallback(async () => {
    const form = filled.current;
    if (!form) return;
    const outcome = await sendForm(form);
    if (outcome === "later") return setPhase({ name: "waiting" });
    await dropSealed("waiting");
    await clear(outcome === "sent" ? "done" : "refused");
  }, [clear]);
  useRepeated(phase.name === "waiting" ? send : phase.name === "earlier" ? look : null);
  useEffect(() => {
    if (phase.name !== "done") return;
    const timer = setTimeout(() => void clear("code"), THANKS_MS);
    return () => clearTimeout(timer);
  }, [phase, clear]);

  const onFilled = async (form: FilledForm) => {
    if (phase.name !== "filling") return;
    filled.current = form;
    await keepSealed("waiting", phase.tablet.keys.waiting, form);
    await dropSealed("draft");
    setDraft(null);
    setPhase({ name: "sending" });
    void send();
  };
  const onChange = useCallback(
    (change: (old: KioskDraft) => KioskDraft) => setDraft((old) => (old === null ? old : change(old))),
    [],
  );
  const speak = (next: KioskLanguage) => {
    setLanguage(next);
    setDraft((old) => (old === null ? old : { ...old, language: next }));
  };
  return { phase, words, language, draft, speak, given, onOpened, clear, leave, onOver, onFilled, onChange };
}

/** Does it again when the network is back, and now and then: a network may be there and the practice not. */
function useRepeated(what: (() => Promise<unknown>) | null): void {
  useEffect(() => {
    if (what === null) return;
    let running = false;
    const again = () => {
      if (running) return;
      running = true;
      void what().finally(() => (running = false));
    };
    again();
    const timer = setInterval(again, AGAIN_MS);
    addEventListener("online", again);
    return () => {
      clearInterval(timer);
      removeEventListener("online", again);
    };
  }, [what]);
}
