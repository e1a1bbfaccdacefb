import { Avatar } from "@mantine/core";
import { IconAlertTriangle, IconCurrencyDollar, IconId, IconShieldCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** What is known about allergies. "Not asked" and "none known" are different facts. */
export type AllergyState =
  /** Not for this role. */
  | { readonly kind: "hidden" }
  | { readonly kind: "unknown" }
  /** The chart is restricted, and this person is not let in. */
  | { readonly kind: "restricted" }
  | { readonly kind: "not-asked" }
  | { readonly kind: "none-known" }
  | { readonly kind: "listed"; readonly substances: readonly string[] };

interface Props {
  /** "LOPEZ, Maria A" */
  readonly name: string;
  /** "03/04/1981 (45 y) F" */
  readonly birth: string;
  /** "Deceased 11/20/2026"; null of the living. */
  readonly deceased?: string | null;
  /** "Interpreter: Vietnamese"; null where none is needed. */
  readonly interpreter?: string | null;
  readonly mrn: string;
  /** null while it loads. */
  readonly allergies: AllergyState | null;
  /** First coverage in one phrase: "Care First HMO, PCP Alvarez". */
  readonly coverage: string | null;
  /** "$40.00 due"; null when it is not known or not for this role. */
  readonly balance: string | null;
  readonly onOpen: (source: "summary" | "meds" | "insurance" | "ledger") => void;
  readonly children?: ReactNode;
}

/** Who this page is about. Allergies never collapse; each part opens its source. */
export function PatientBanner({
  name,
  birth,
  deceased = null,
  interpreter = null,
  mrn,
  allergies,
  coverage,
  balance,
  onOpen,
  children,
}: Props) {
  const allergy = allergyText(allergies);
  return (
    <section className="p-banner" aria-label="Patient">
      <Avatar size={26} radius="xl" name={name.replace(",", "")} color="blue" variant="filled" aria-hidden />
      <button type="button" className="p-banner-item p-banner-name" onClick={() => onOpen("summary")}>
        {name}
      </button>
      <span>{birth}</span>
      {deceased && <strong>{deceased}</strong>}
      {interpreter && <strong>{interpreter}</strong>}
      <span className="p-banner-item" style={{ cursor: "default" }}>
        <IconId size={15} aria-hidden /> {mrn}
      </span>
      {allergies?.kind !== "hidden" && (
        <button
          type="button"
          className="p-banner-item p-banner-allergy"
          data-tone={allergy.tone}
          onClick={() => onOpen("meds")}
        >
          {allergy.tone !== "plain" && <IconAlertTriangle size={15} aria-hidden />} {allergy.text}
        </button>
      )}
      {coverage && (
        <button type="button" className="p-banner-item" onClick={() => onOpen("insurance")}>
          <IconShieldCheck size={15} aria-hidden /> {coverage}
        </button>
      )}
      {balance && (
        <button type="button" className="p-banner-item" onClick={() => onOpen("ledger")}>
          <IconCurrencyDollar size={15} aria-hidden /> {balance}
        </button>
      )}
      {children}
    </section>
  );
}

/** What is known of allergies, in words and tone. */
export function allergyText(state: AllergyState | null): {
  readonly tone: "danger" | "warn" | "plain";
  readonly text: string;
} {
  if (!state) return { tone: "plain", text: "Allergies: loading" };
  switch (state.kind) {
    case "hidden":
      return { tone: "plain", text: "" };
    case "unknown":
      return { tone: "warn", text: "Allergies could not be loaded" };
    case "restricted":
      return { tone: "warn", text: "Allergies: restricted chart" };
    case "not-asked":
      return { tone: "warn", text: "Allergies not asked" };
    case "none-known":
      return { tone: "plain", text: "No known allergies (NKDA)" };
    case "listed":
      return { tone: "danger", text: state.substances.join(", ").toUpperCase() };
  }
}
