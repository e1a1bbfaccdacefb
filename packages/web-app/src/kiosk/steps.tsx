import type { ContactChannel } from "@practicum/contracts/scheduling/kiosk";
import { CardPictureField } from "./card-picture.tsx";
import { KioskChoice, KioskField } from "./fields.tsx";
import type { KioskCoverage, KioskForm } from "./kiosk-call.ts";
import type { CardPicture, CoverageSaid, KioskDraft, SaidList } from "./kiosk-draft.ts";
import type { KioskWords } from "./kiosk-words.ts";

export interface StepProps {
  readonly words: KioskWords;
  readonly draft: KioskDraft;
  readonly form: KioskForm;
  readonly coverages: readonly KioskCoverage[];
  readonly change: (next: Partial<KioskDraft>) => void;
  /** What is wrong with a field, in the patient's words. */
  readonly faultOf: (field: string) => string | undefined;
}

export function AboutYou({ words, draft, change, faultOf }: StepProps) {
  const { name, address } = draft;
  const setName = (more: Partial<typeof name>) => change({ name: { ...name, ...more } });
  const setAddress = (more: Partial<typeof address>) => change({ address: { ...address, ...more } });
  return (
    <>
      <p>{words.aboutHint}</p>
      <div className="k-grid">
        <KioskField
          label={words.given}
          value={name.given}
          maxLength={35}
          onChange={(given) => setName({ given })}
          fault={faultOf("name.given")}
        />
        <KioskField
          label={words.middle}
          value={name.middle}
          maxLength={25}
          onChange={(middle) => setName({ middle })}
        />
        <KioskField
          label={words.family}
          value={name.family}
          maxLength={60}
          onChange={(family) => setName({ family })}
          fault={faultOf("name.family")}
        />
        <KioskField
          label={words.suffix}
          value={name.suffix}
          maxLength={10}
          onChange={(suffix) => setName({ suffix })}
        />
        <KioskField
          label={words.phone}
          type="tel"
          inputMode="tel"
          value={draft.phone}
          onChange={(phone) => change({ phone })}
          fault={faultOf("phone")}
        />
        <KioskField
          label={words.email}
          type="email"
          value={draft.email}
          onChange={(email) => change({ email })}
          fault={faultOf("email")}
        />
        <KioskField
          label={words.street}
          value={address.line1}
          maxLength={55}
          onChange={(line1) => setAddress({ line1 })}
          fault={faultOf("address.line1")}
        />
        <KioskField
          label={words.apartment}
          value={address.line2}
          maxLength={55}
          onChange={(line2) => setAddress({ line2 })}
        />
        <KioskField
          label={words.city}
          value={address.city}
          maxLength={30}
          onChange={(city) => setAddress({ city })}
          fault={faultOf("address.city")}
        />
        <div className="k-two">
          <KioskField
            label={words.state}
            value={address.state}
            maxLength={2}
            onChange={(state) => setAddress({ state })}
            fault={faultOf("address.state")}
          />
          <KioskField
            label={words.zip}
            inputMode="numeric"
            value={address.zip}
            maxLength={10}
            onChange={(zip) => setAddress({ zip })}
            fault={faultOf("address.zip")}
          />
        </div>
      </div>
      <KioskChoice
        legend={words.speaks}
        options={languagesOf(draft.speaks)}
        value={draft.speaks}
        onChange={(speaks) => change({ speaks })}
      />
    </>
  );
}

/** The two with screens, and the one on record where it is another. */
function languagesOf(speaks: string) {
  const both = [
    { value: "en", label: "English" },
    { value: "es", label: "Español" },
  ];
  return both.some(({ value }) => value === speaks) ? both : [...both, { value: speaks, label: speaks }];
}

export function Contact({ words, draft, change }: StepProps) {
  const channels: readonly ContactChannel[] = ["call", "voicemail", "text", "email"];
  return (
    <>
      <p>{words.contactHint}</p>
      {channels.map((channel) => {
        const allowed = draft.contact[channel];
        return (
          <KioskChoice
            key={channel}
            legend={words.channels[channel]}
            options={[
              { value: "yes", label: words.yes },
              { value: "no", label: words.no },
            ]}
            value={allowed === undefined ? null : allowed ? "yes" : "no"}
            onChange={(answer) => change({ contact: { ...draft.contact, [channel]: answer === "yes" } })}
          />
        );
      })}
    </>
  );
}

export function Insurance({ words, draft, coverages, change, faultOf }: StepProps) {
  const setPicture = (side: CardPicture["side"], coverageId: string | null, picture: CardPicture | null) =>
    change({
      pictures: [
        ...draft.pictures.filter((one) => one.side !== side || one.coverageId !== coverageId),
        ...(picture ? [picture] : []),
      ],
    });
  const cards = (coverageId: string | null) =>
    (["front", "back"] as const).map((side) => (
      <CardPictureField
        key={side}
        words={words}
        side={side}
        coverageId={coverageId}
        picture={draft.pictures.find((one) => one.side === side && one.coverageId === coverageId)}
        onChange={(picture) => setPicture(side, coverageId, picture)}
      />
    ));
  const fresh = draft.newCoverage;
  const setFresh = (more: Partial<NonNullable<typeof fresh>>) =>
    change({ newCoverage: { payerName: "", memberId: "", groupNumber: "", ...fresh, ...more } });
  return (
    <>
      <p>{coverages.length === 0 ? words.noInsurance : words.insuranceHint}</p>
      {coverages.map((one) => {
        const said: CoverageSaid = draft.coverages[one.coverageId] ?? { says: null, memberId: "", groupNumber: "" };
        const say = (more: Partial<CoverageSaid>) =>
          change({ coverages: { ...draft.coverages, [one.coverageId]: { ...said, ...more } } });
        return (
          <section key={one.coverageId} className="k-card">
            <KioskChoice
              legend={one.payerName}
              options={[
                { value: "same", label: words.same },
                { value: "changed", label: words.changed },
                { value: "ended", label: words.ended },
              ]}
              value={said.says}
              onChange={(says) => say({ says })}
            >
              <p>
                {words.member}: {one.memberId}
              </p>
            </KioskChoice>
            {said.says === "changed" && (
              <div className="k-grid">
                <KioskField
                  label={words.member}
                  value={said.memberId}
                  maxLength={30}
                  onChange={(memberId) => say({ memberId })}
                  fault={faultOf(`coverages.${one.coverageId}.memberId`)}
                />
                <KioskField
                  label={words.group}
                  value={said.groupNumber}
                  maxLength={30}
                  onChange={(groupNumber) => say({ groupNumber })}
                />
              </div>
            )}
            {said.says !== null && said.says !== "ended" && <div className="k-grid">{cards(one.coverageId)}</div>}
          </section>
        );
      })}
      {fresh === null ? (
        <button type="button" className="k-plain" onClick={() => setFresh({})}>
          {words.addInsurance}
        </button>
      ) : (
        <section className="k-card">
          <div className="k-grid">
            <KioskField
              label={words.payer}
              value={fresh.payerName}
              maxLength={60}
              onChange={(payerName) => setFresh({ payerName })}
              fault={faultOf("newCoverage.payerName")}
            />
            <KioskField
              label={words.member}
              value={fresh.memberId}
              maxLength={30}
              onChange={(memberId) => setFresh({ memberId })}
              fault={faultOf("newCoverage.memberId")}
            />
            <KioskField
              label={words.group}
              value={fresh.groupNumber}
              maxLength={30}
              onChange={(groupNumber) => setFresh({ groupNumber })}
            />
          </div>
          <div className="k-grid">{cards(null)}</div>
          <button
            type="button"
            className="k-plain"
            onClick={() =>
              change({ newCoverage: null, pictures: draft.pictures.filter((picture) => picture.coverageId !== null) })
            }
          >
            {words.removeInsurance}
          </button>
        </section>
      )}
    </>
  );
}

export function Emergency({ words, draft, change, faultOf }: StepProps) {
  const { emergency } = draft;
  const set = (more: Partial<typeof emergency>) => change({ emergency: { ...emergency, ...more } });
  return (
    <>
      <p>{words.emergencyHint}</p>
      <div className="k-grid">
        <KioskField
          label={words.contactName}
          value={emergency.name}
          maxLength={80}
          onChange={(name) => set({ name })}
          fault={faultOf("emergencyContact.name")}
        />
        <KioskField
          label={words.relationship}
          value={emergency.relationship}
          maxLength={40}
          onChange={(relationship) => set({ relationship })}
        />
        <KioskField
          label={words.phone}
          type="tel"
          inputMode="tel"
          value={emergency.phone}
          onChange={(phone) => set({ phone })}
          fault={faultOf("emergencyContact.phone")}
        />
      </div>
    </>
  );
}

export function History({ words, draft, change }: StepProps) {
  const { history } = draft;
  const lists = [
    ["medications", words.medications, words.noneMedications],
    ["allergies", words.allergies, words.noneAllergies],
    ["conditions", words.conditions, words.noneConditions],
  ] as const;
  return (
    <>
      <p>{words.historyHint}</p>
      {lists.map(([name, label, none]) => {
        const said = history[name];
        const set = (next: SaidList) => change({ history: { ...history, [name]: next } });
        return (
          <div key={name} className="k-field">
            <label htmlFor={`k-${name}`}>{label}</label>
            <textarea
              id={`k-${name}`}
              rows={3}
              maxLength={2000}
              value={said.text}
              onChange={(event) =>
                set({
                  answer: event.currentTarget.value.trim() === "" ? "no-answer" : "some",
                  text: event.currentTarget.value,
                })
              }
            />
            <label className="k-check">
              <input
                type="checkbox"
                checked={said.answer === "none"}
                disabled={said.text.trim() !== ""}
                onChange={(event) => set({ answer: event.currentTarget.checked ? "none" : "no-answer", text: "" })}
              />
              {none}
            </label>
          </div>
        );
      })}
    </>
  );
}

export function Questions({ words, draft, change }: StepProps) {
  const { phq2 } = draft;
  const options = [
    ...words.often.map((label, index) => ({ value: String(index), label })),
    { value: "skip", label: words.skip },
  ];
  return (
    <>
      <p>{words.phqHint}</p>
      {(["interest", "mood"] as const).map((name) => (
        <KioskChoice
          key={name}
          legend={words[name]}
          options={options}
          value={phq2[name] === null ? null : String(phq2[name])}
          onChange={(value) => change({ phq2: { ...phq2, [name]: value === "skip" ? null : Number(value) } })}
        />
      ))}
    </>
  );
}
