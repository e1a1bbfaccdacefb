import { instantFromMs } from "@practicum/kernel/instant";
import { KioskField } from "./fields.tsx";
import { changesOf, type SaidList } from "./kiosk-draft.ts";
import type { KioskWords } from "./kiosk-words.ts";
import { SignaturePad } from "./signature-pad.tsx";
import type { StepProps } from "./steps.tsx";

export function Consents({ words, draft, form, change, faultOf }: StepProps) {
  const usual = [draft.name.given, draft.name.family].join(" ").trim();
  if (form.forms.length === 0) return <p>{words.noForms}</p>;
  return (
    <>
      <p>{words.signHint}</p>
      {form.forms.map((one) => {
        const said = draft.consents[one.formId] ?? { name: usual, signature: null, signedAt: null };
        const set = (more: Partial<typeof said>) =>
          change({ consents: { ...draft.consents, [one.formId]: { ...said, ...more } } });
        const [title, body] = draft.language === "es" ? [one.titleEs, one.bodyEs] : [one.titleEn, one.bodyEn];
        return (
          <section key={one.formId} className="k-card" aria-label={title}>
            <h2>{title}</h2>
            {body.split("\n\n").map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
            <KioskField
              label={words.signedName}
              value={said.name}
              maxLength={100}
              onChange={(name) => set({ name })}
              fault={faultOf(`consents.${one.formId}.name`)}
            />
            <SignaturePad
              words={words}
              value={said.signature}
              onChange={(signature) =>
                set({ signature, signedAt: signature === null ? null : instantFromMs(Date.now()) })
              }
            />
            <p role="status">{said.signature === null ? words.notSigned : words.signed}</p>
          </section>
        );
      })}
    </>
  );
}

export function Summary({ words, draft, form, coverages }: StepProps) {
  const changed = Object.keys(changesOf(draft, form));
  const { emergencyContact: _emergency, ...about } = form.record;
  const aboutChanged = changed.some((field) => field in about);
  const word = (isChanged: boolean) => (isChanged ? words.changedWord : words.unchanged);
  const signed = form.forms.filter((one) => (draft.consents[one.formId]?.signature ?? null) !== null).length;
  const { medications, allergies, conditions } = draft.history;
  const rows: readonly (readonly [string, string])[] = [
    [words.steps["about-you"], word(aboutChanged)],
    [words.steps.contact, `${Object.keys(draft.contact).length} / 4 ${words.answered}`],
    ...coverages.map(({ coverageId, payerName }): [string, string] => {
      const says = draft.coverages[coverageId]?.says ?? null;
      return [payerName, says === null ? words.notAnswered : words[says]];
    }),
    ...(draft.newCoverage ? [[draft.newCoverage.payerName, words.addInsurance] as const] : []),
    [words.steps.emergency, word(changed.includes("emergencyContact"))],
    [words.medications, heard(medications, words.noneMedications, words)],
    [words.allergies, heard(allergies, words.noneAllergies, words)],
    [words.conditions, heard(conditions, words.noneConditions, words)],
    [words.steps.consents, `${signed} / ${form.forms.length} ${words.signed.toLowerCase()}`],
  ];
  return (
    <>
      <p>{words.summaryHint}</p>
      <dl className="k-summary">
        {rows.map(([what, says]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function heard({ answer, text }: SaidList, none: string, words: KioskWords): string {
  if (answer === "none") return none;
  return text.trim() === "" ? words.notAnswered : text.trim().split("\n").join("; ");
}
