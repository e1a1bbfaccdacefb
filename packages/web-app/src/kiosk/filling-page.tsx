import { KIOSK_IDLE_MINUTES, kioskSteps, type KioskStep } from "@practicum/contracts/scheduling/kiosk";
import { useOnline } from "@practicum/ui/use-online.ts";
import { useCallback, useEffect, useMemo, useRef, useState, type ComponentType } from "react";
import { useIdle } from "../session/use-idle.ts";
import { KioskNote } from "./fields.tsx";
import { nothing } from "../api/door-call.ts";
import { kioskCall, type KioskForm, type TabletForm } from "./kiosk-call.ts";
import { answersOf, faultsOf, stepOfField, type KioskDraft } from "./kiosk-draft.ts";
import { keepSealed } from "./kiosk-vault.ts";
import type { KioskWords } from "./kiosk-words.ts";
import type { FilledForm } from "./send-form.ts";
import { AboutYou, Contact, Emergency, History, Insurance, Questions, type StepProps } from "./steps.tsx";
import { Consents, Summary } from "./last-steps.tsx";

const pages: { readonly [S in KioskStep]: ComponentType<StepProps> } = {
  "about-you": AboutYou,
  contact: Contact,
  insurance: Insurance,
  emergency: Emergency,
  history: History,
  questions: Questions,
  consents: Consents,
  summary: Summary,
};

interface Props {
  readonly words: KioskWords;
  readonly tablet: TabletForm & { readonly form: KioskForm };
  readonly draft: KioskDraft;
  readonly onChange: (change: (old: KioskDraft) => KioskDraft) => void;
  readonly onFilled: (filled: FilledForm) => void;
  /** The patient stops, or nobody is there any more. */
  readonly onLeave: () => void;
  /** The service says that it is over. */
  readonly onOver: () => void;
}

/** The form, step by step; what is typed is kept as it is typed, with a network or without. */
export function FillingPage({ words, tablet, draft, onChange, onFilled, onLeave, onOver }: Props) {
  const { form, coverages, patientId, keys } = tablet;
  const online = useOnline();
  const steps = useMemo(() => kioskSteps.filter((step) => step !== "questions" || form.asksPhq2), [form]);
  const at = Math.max(0, steps.indexOf(draft.step));
  const step = steps[at] ?? "about-you";
  const [checked, setChecked] = useState<ReadonlySet<KioskStep>>(new Set());
  const faults = useMemo(() => faultsOf(draft, form), [draft, form]);
  const change = useCallback((next: Partial<KioskDraft>) => onChange((old) => ({ ...old, ...next })), [onChange]);
  const { language } = draft;
  const life = useCallback(() => {
    void kioskCall("progress", { patientId, step, language }, nothing).then((told) => {
      if (!told.ok && told.error.code === "kiosk-over") onOver();
    });
  }, [patientId, step, language, onOver]);
  const idle = useIdle(KIOSK_IDLE_MINUTES * 60_000, life);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    life();
    scrollTo(0, 0);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- at each step, and at no other time
  }, [step]);
  useEffect(() => {
    if (idle === "over") onLeave();
  }, [idle, onLeave]);
  useEffect(() => {
    const { draft: key } = keys;
    if (key !== null) void keepSealed("draft", key, draft);
  }, [draft, keys]);
  useEffect(() => {
    const onBack = () =>
      onChange((old) => ({ ...old, step: steps[Math.max(0, steps.indexOf(old.step) - 1)] ?? old.step }));
    addEventListener("popstate", onBack);
    return () => removeEventListener("popstate", onBack);
  }, [onChange, steps]);
  const ofStep = (which: KioskStep) => [...faults].filter((field) => stepOfField(field) === which);
  const faultOf = (field: string) => {
    if (!checked.has(step) || !faults.has(field)) return undefined;
    return valueIsEmpty(draft, field) ? words.required : words.badField;
  };
  const goTo = (next: KioskStep) => {
    history.pushState(null, "", "/kiosk");
    change({ step: next });
  };
  const onNext = () => {
    setChecked(new Set([...checked, step]));
    if (ofStep(step).length > 0) return;
    if (step !== "summary") return goTo(steps[at + 1] ?? "summary");
    const [fault] = faults;
    if (fault !== undefined) {
      const where = stepOfField(fault);
      setChecked(new Set([...checked, where]));
      return goTo(where);
    }
    const { commandId, pictures } = draft;
    // A picture of what is said to be ended, or taken away again, goes nowhere.
    const wanted = pictures.filter(({ coverageId }) =>
      coverageId === null ? draft.newCoverage !== null : draft.coverages[coverageId]?.says !== "ended",
    );
    onFilled({ commandId, patientId, answers: answersOf(draft, form), pictures: wanted });
  };
  const [leaving, setLeaving] = useState(false);
  const Page = pages[step];
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {words.steps[step]}
      </h1>
      <p>{words.stepOf(at + 1, steps.length)}</p>
      <div className="k-progress" aria-hidden>
        <div style={{ width: `${((at + 1) / steps.length) * 100}%` }} />
      </div>
      {!online && (
        <KioskNote tone="warn" role="status">
          {words.offline}
        </KioskNote>
      )}
      {idle === "warning" && (
        <KioskNote tone="danger" role="alert">
          {words.idle}
        </KioskNote>
      )}
      {checked.has(step) && ofStep(step).length > 0 && (
        <KioskNote tone="danger" role="alert">
          {words.fix}
        </KioskNote>
      )}
      <Page words={words} draft={draft} form={form} coverages={coverages} change={change} faultOf={faultOf} />
      <div className="k-foot">
        {/* What is cleared does not come back, for the next patient's sake: so it is pressed twice. */}
        <button
          type="button"
          className="k-plain"
          onBlur={() => setLeaving(false)}
          onClick={() => (leaving ? onLeave() : setLeaving(true))}
        >
          {leaving ? words.leaveSure : words.leave}
        </button>
        <div>
          {at > 0 && (
            <button type="button" className="k-plain" onClick={() => goTo(steps[at - 1] ?? step)}>
              {words.back}
            </button>
          )}
          <button type="button" onClick={onNext}>
            {step === "summary" ? words.send : words.next}
          </button>
        </div>
      </div>
    </>
  );
}

function valueIsEmpty(draft: KioskDraft, field: string): boolean {
  let value: unknown = draft;
  for (const part of field.replace("emergencyContact", "emergency").split("."))
    value = typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined;
  return typeof value !== "string" || value.trim() === "";
}
