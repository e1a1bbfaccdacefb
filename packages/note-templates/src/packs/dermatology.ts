import { date, is, many, number, one, text, when, yesNo } from "./fields.ts";
import { template, type NotePack } from "./pack.ts";

const mm = { unit: "mm", min: 1, max: 300 };
const where = text("exam", "site", "Where, with the side", { required: true });

export const dermatology: NotePack = {
  pack: "dermatology",
  name: "Dermatology",
  about: "A lesion that is looked at, and a biopsy with consent, specimen and who follows its report.",
  templates: [
    template(401, "Skin lesion", {
      visitTypes: ["Procedure"],
      fields: [
        number("hpi", "months", "Noticed", { unit: "months ago", min: 0, max: 600 }, { rooming: true }),
        many("hpi", "changes", "Has changed in", ["Size", "Color", "Shape", "Bleeds", "Itches", "Hurts", "Nothing!"], {
          rooming: true,
        }),
        yesNo("hpi", "cancer-before", "Skin cancer before", ["Had skin cancer before.", "No skin cancer before."]),
        text("hpi", "which-cancer", "Which, where, when", when(is("cancer-before", "yes"))),
        yesNo("hpi", "family-melanoma", "Melanoma in the family", [
          "Melanoma in the family.",
          "No melanoma in the family, as far as known to the patient.",
        ]),
        where,
        number("exam", "size", "Largest diameter", mm, { required: true }),
        one("exam", "kind", "Kind", ["Macule", "Papule", "Plaque", "Nodule", "Ulcer"], { required: true }),
        many("exam", "colors", "Colors", ["Skin color", "Red", "Light brown", "Dark brown", "Black", "Blue", "White"]),
        one("exam", "border", "Border", ["Sharp, regular", "Irregular", "Not sharp"]),
        yesNo("exam", "symmetric", "Symmetric", ["Symmetric.", "Not symmetric."]),
        one("assessment", "suspicion", "Suspicion of cancer", ["None", "Low", "High"], { required: true }),
        one("plan", "next", "Next", ["Reassured", "Picture, and looked at again", "Biopsy", "Referral"], {
          required: true,
        }),
        number(
          "plan",
          "again",
          "Looked at again in",
          { unit: "weeks", min: 1, max: 52 },
          { ...when(is("next", "picture-and-looked-at-again")), required: true },
        ),
        text("plan", "why-not", "Why no biopsy, at high suspicion", {
          ...when(is("suspicion", "high"), is("next", "reassured", "picture-and-looked-at-again")),
          required: true,
        }),
      ],
    }),
    template(402, "Skin biopsy", {
      visitTypes: ["Procedure"],
      fields: [
        where,
        one("plan", "way", "Way", ["Shave", "Punch", "Excision"], { required: true }),
        number(
          "plan",
          "punch",
          "Punch",
          { unit: "mm", min: 2, max: 10, decimals: 1 },
          { ...when(is("way", "punch")), required: true },
        ),
        number("plan", "margin", "Margin", { ...mm, max: 50 }, { ...when(is("way", "excision")), required: true }),
        yesNo(
          "plan",
          "consent",
          "Consent after risks, benefits and other ways were explained",
          ["Consents after risks, benefits and other ways were explained.", "Did not consent."],
          { required: true },
        ),
        yesNo("hpi", "thinner", "Blood thinner", ["Takes a blood thinner.", "No blood thinner."], {
          required: true,
          rooming: true,
        }),
        yesNo(
          "hpi",
          "lidocaine",
          "Reaction to a local anesthetic before",
          ["Had a reaction to a local anesthetic before.", "No reaction to a local anesthetic before."],
          { required: true, rooming: true },
        ),
        text("plan", "anesthetic", "Anesthetic and amount", { ...when(is("consent", "yes")), required: true }),
        one(
          "plan",
          "bleeding",
          "Bleeding stopped by",
          ["Pressure", "Aluminum chloride", "Cautery", "Stitches"],
          when(is("consent", "yes")),
        ),
        number(
          "plan",
          "stitches",
          "Stitches",
          { unit: "", min: 1, max: 60 },
          { ...when(is("bleeding", "stitches")), required: true },
        ),
        date("plan", "stitches-out", "Stitches out on", { ...when(is("bleeding", "stitches")), required: true }),
        text("plan", "specimen", "Specimen: label read back, and sent where", {
          ...when(is("consent", "yes")),
          required: true,
        }),
        text("plan", "report", "Who tells the patient of the report, and how", {
          ...when(is("consent", "yes")),
          required: true,
        }),
      ],
    }),
  ],
};
