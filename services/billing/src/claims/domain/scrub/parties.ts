import { isNpi } from "@practicum/kernel/npi";
import { sameAddress } from "../same-address.ts";
import { error, warning, type Finding, type ScrubRule } from "./finding.ts";

const PO_BOX = /\b(p\.?\s*o\.?\s*box|post\s+office\s+box|apartado)\b/i;

/** SCRUB-4: the file needs a submitter with a telephone number. */
export const submitter: ScrubRule = (content) =>
  content.billing
    ? []
    : [
        error("4", "1000A NM1", "The practice's profile is not known to billing yet. Save it once more.", content, {
          screen: "practice",
          field: "name",
        }),
      ];

/** SCRUB-5: every NPI on the claim passes its check digit. */
export const npis: ScrubRule = (content) => {
  const found: Finding[] = [];
  const { billing, rendering, supervising, facility } = content;
  if (billing && !isNpi(billing.npi))
    found.push(
      error("5", "2010AA NM109", "The practice's NPI has a wrong check digit.", content, {
        screen: "practice",
        field: "npi",
      }),
    );
  if (rendering?.npi && !isNpi(rendering.npi))
    found.push(
      error("5", "2310B NM109", "The provider's NPI has a wrong check digit.", content, {
        screen: "staff",
        field: "npi",
        id: rendering.staffId,
      }),
    );
  if (supervising?.npi && !isNpi(supervising.npi))
    found.push(
      error("5", "2310D NM109", "The supervisor's NPI has a wrong check digit.", content, {
        screen: "staff",
        field: "npi",
        id: supervising.staffId,
      }),
    );
  if (facility?.npi && !isNpi(facility.npi))
    found.push(
      error("5", "2310C NM109", "The site's NPI has a wrong check digit.", content, {
        screen: "location",
        field: "npi",
        id: facility.locationId,
      }),
    );
  return found;
};

/** SCRUB-6: a street address with nine digits of ZIP for the billing provider. */
export const billingAddress: ScrubRule = (content) => {
  const address = content.billing?.address;
  if (!address) return [];
  const found: Finding[] = [];
  if (PO_BOX.test(address.line1) || PO_BOX.test(address.line2 ?? ""))
    found.push(
      error("6", "2010AA N301", "The practice's billing address is a PO box; payers want a street.", content, {
        screen: "practice",
        field: "billingAddress.line1",
      }),
    );
  if (!/^\d{9}$/.test(address.zip))
    found.push(
      error("6", "2010AA N403", "The practice's billing address needs all nine digits of the ZIP.", content, {
        screen: "practice",
        field: "billingAddress.zip",
      }),
    );
  return found;
};

/** SCRUB-7: the tax id has nine digits. */
export const taxId: ScrubRule = (content) =>
  !content.billing || /^\d{9}$/.test(content.billing.taxId)
    ? []
    : [
        error("7", "2010AA REF02", "The practice's tax id needs nine digits.", content, {
          screen: "practice",
          field: "taxId",
        }),
      ];

/** SCRUB-8: the billing provider's taxonomy is a code of NUCC. */
export const taxonomy: ScrubRule = (content, { codes }) => {
  if (!content.billing) return [];
  const known = codes.taxonomy(content.billing.taxonomy, content.serviceDate);
  if (known === "active" || (known === "unknown" && /^\d{3}[0-9A-Z]{6}X$/.test(content.billing.taxonomy))) return [];
  return [
    error("8", "2000A PRV03", "The practice's taxonomy code does not exist.", content, {
      screen: "practice",
      field: "taxonomy",
    }),
  ];
};

/** SCRUB-9: who gave the service, with an NPI. */
export const rendering: ScrubRule = (content) => {
  const { rendering: provider } = content;
  // Then the claim names nobody beside the practice (2310B), and many payers miss who it was.
  if (provider?.npi && provider.npi === content.billing?.npi)
    return [
      warning("9", "2310B NM109", `${provider.name} has the practice's own NPI.`, content, {
        screen: "staff",
        field: "npi",
        id: provider.staffId,
      }),
    ];
  if (provider?.npi) return [];
  return [
    error(
      "9",
      "2310B NM109",
      provider ? "The provider has no NPI." : "The provider is not known to billing.",
      content,
      {
        screen: "staff",
        field: "npi",
        id: provider?.staffId ?? null,
      },
    ),
  ];
};

/** SCRUB-11: the supervising physician of a note that was co-signed. */
export const supervising: ScrubRule = (content, { supervised }) =>
  !supervised || content.supervising?.npi
    ? []
    : [
        error("11", "2310D NM109", "The supervising physician has no NPI.", content, {
          screen: "staff",
          field: "npi",
          id: content.supervising?.staffId ?? null,
        }),
      ];

/** SCRUB-12: a site that is not at the billing address is named with a full address. */
export const serviceFacility: ScrubRule = (content) => {
  const { facility, billing } = content;
  if (!facility)
    return [error("12", "2310C NM1", "The visit has no site.", content, { screen: "location", field: "name" })];
  if (!billing || sameAddress(facility.address, billing.address) || /^\d{9}$/.test(facility.address.zip)) return [];
  return [
    warning("12", "2310C N403", "The site's address should have all nine digits of the ZIP.", content, {
      screen: "location",
      field: "address.zip",
      id: facility.locationId,
    }),
  ];
};
