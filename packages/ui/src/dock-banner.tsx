import { IconAlertTriangle } from "@tabler/icons-react";
import { allergyText, type AllergyState } from "./patient-banner.tsx";

interface Props {
  readonly name: string;
  readonly birth: string;
  readonly mrn: string;
  /** null while it loads. */
  readonly allergies: AllergyState | null;
}

/** Whom a dock is about: enough to tell two people apart, and the allergies, which never collapse. */
export function DockBanner({ name, birth, mrn, allergies }: Props) {
  const allergy = allergyText(allergies);
  return (
    <section className="p-dock-banner" aria-label="Patient of this dock">
      <b>{name}</b> <span>{birth}</span> <span className="p-dock-mrn">{mrn}</span>
      <span className="p-banner-allergy" data-tone={allergy.tone}>
        {allergy.tone !== "plain" && <IconAlertTriangle size={14} aria-hidden />} {allergy.text}
      </span>
    </section>
  );
}
