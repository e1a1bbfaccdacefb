import { date, is, many, number, one, text, when, yesNo } from "./fields.ts";
import { template, type NotePack } from "./pack.ts";

const redFlags = [
  "Chest pain",
  "Shortness of breath",
  "Fainting",
  "Fever",
  "Weight loss",
  "Blood in stool",
  "None of these!",
];

export const familyMedicine: NotePack = {
  pack: "family-medicine",
  name: "Family medicine",
  about: "Follow-up of lasting conditions, the annual physical, and the acute visit.",
  templates: [
    template(101, "Follow-up of a lasting condition", {
      visitTypes: ["Follow-up"],
      fields: [
        one("hpi", "course", "Since the last visit", ["Better", "The same", "Worse"], { required: true }),
        text("hpi", "worse-how", "What is worse", { ...when(is("course", "worse")), required: true }),
        one("hpi", "taking", "Medicines taken", [
          "As prescribed",
          "Most days",
          "Often missed",
          "Not at all",
          "None prescribed",
        ]),
        text(
          "hpi",
          "why-missed",
          "Why doses are missed",
          when(is("taking", "most-days", "often-missed", "not-at-all")),
        ),
        yesNo("hpi", "side-effects", "Side effects"),
        text("hpi", "which-effects", "Which side effects", when(is("side-effects", "yes"))),
        text("hpi", "home-values", "Values measured at home"),
        many("ros", "asked", "Asked about", redFlags),
        text("ros", "more-asked", "More on these", when({ field: "asked", is: "one-of", values: redFlagKeys() })),
        one("assessment", "goal", "Goal of treatment", ["At goal", "Not yet at goal", "Away from goal"]),
        text("assessment", "why-not", "What stands in the way", when(is("goal", "not-yet-at-goal", "away-from-goal"))),
        text("plan", "change", "Change of treatment"),
        number("plan", "return", "Return in", { unit: "weeks", min: 1, max: 104 }),
      ],
      patterns: [
        {
          section: "hpi",
          text: "Since the last visit: [{{course}}][. Worse: {{worse-how}}]\nMedicines taken: [{{taking}}][; missed because of: {{why-missed}}]\nSide effects: [{{side-effects}}][ ({{which-effects}})]\nMeasured at home: {{home-values}}",
        },
      ],
    }),
    template(102, "Annual physical", {
      visitTypes: ["Annual physical"],
      ages: { fromMonths: 216, beforeMonths: 1500 },
      fields: [
        text("hpi", "concerns", "Own concerns today"),
        one("hpi", "tobacco", "Tobacco", ["Never", "Stopped", "Some days", "Every day"], {
          required: true,
          rooming: true,
        }),
        number(
          "hpi",
          "pack-years",
          "Pack-years",
          { min: 0, max: 200, unit: "", decimals: 1 },
          when(is("tobacco", "stopped", "some-days", "every-day")),
        ),
        one(
          "hpi",
          "quit",
          "Wants to stop",
          ["Now", "Within half a year", "Not now"],
          when(is("tobacco", "some-days", "every-day")),
        ),
        number("hpi", "drinks", "Alcoholic drinks a week", { min: 0, max: 200, unit: "" }, { rooming: true }),
        one(
          "hpi",
          "activity",
          "Activity that makes breathe faster",
          ["Under one hour a week", "One to two and a half hours", "More than that"],
          { rooming: true },
        ),
        yesNo("hpi", "safe", "Feels safe at home", ["Feels safe at home.", "Does not feel safe at home."], {
          rooming: true,
        }),
        text("plan", "safe-step", "What is done about safety", { ...when(is("safe", "no")), required: true }),
        date("hpi", "dental", "Last visit at the dentist"),
        many("ros", "asked", "Asked about", redFlags),
        one("exam", "general", "General", ["Well appearing", "Tired", "Ill appearing"]),
        one("exam", "heart", "Heart", ["Regular, no murmur", "Irregular", "Murmur"]),
        text("exam", "heart-more", "Heart, in words", when(is("heart", "irregular", "murmur"))),
        one("exam", "lungs", "Lungs", ["Clear on both sides", "Wheeze", "Crackles", "Reduced breath sounds"]),
        one("exam", "abdomen", "Abdomen", ["Soft, not tender", "Tender", "Mass"]),
        one("exam", "skin", "Skin", ["No suspicious lesion", "Lesion to be looked at"]),
        text("exam", "skin-more", "Which lesion, where", {
          ...when(is("skin", "lesion-to-be-looked-at")),
          required: true,
        }),
        many("plan", "talked", "Talked about", [
          "Food",
          "Movement",
          "Sleep",
          "Alcohol",
          "Tobacco",
          "Falls",
          "Advance directive",
        ]),
        number("plan", "return", "Return in", { unit: "months", min: 1, max: 24 }),
      ],
    }),
    template(103, "Acute visit", {
      visitTypes: ["Acute visit"],
      fields: [
        number("hpi", "days", "Ill for", { unit: "days", min: 0, max: 365 }, { required: true, rooming: true }),
        one("hpi", "onset", "Began", ["Suddenly", "Over hours", "Over days"]),
        many(
          "hpi",
          "symptoms",
          "With",
          [
            "Fever",
            "Cough",
            "Sore throat",
            "Runny nose",
            "Ear pain",
            "Vomiting",
            "Diarrhea",
            "Rash",
            "Headache",
            "None of these!",
          ],
          { rooming: true },
        ),
        number(
          "hpi",
          "highest",
          "Highest temperature",
          { unit: "°F", min: 95, max: 108, decimals: 1 },
          when(is("symptoms", "fever")),
        ),
        yesNo("hpi", "contacts", "Others ill at home, school or work", [
          "Others around are ill.",
          "Nobody else around is ill.",
        ]),
        text("hpi", "tried", "Tried so far"),
        yesNo("ros", "breath", "Short of breath", ["Short of breath.", "Not short of breath."], { required: true }),
        yesNo("ros", "drinks", "Drinks and keeps it", ["Drinks and keeps it.", "Does not keep fluids."]),
        one("exam", "look", "Looks", ["Well", "Mildly ill", "Very ill"], { required: true }),
        text("plan", "very-ill", "What is done at once", { ...when(is("look", "very-ill")), required: true }),
        one("exam", "throat", "Throat", ["Not red", "Red, no exudate", "Red with exudate"]),
        one("exam", "ears", "Eardrums", [
          "Clear",
          "Red or bulging, left",
          "Red or bulging, right",
          "Red or bulging, both",
        ]),
        one("exam", "lungs", "Lungs", ["Clear on both sides", "Wheeze", "Crackles", "Reduced breath sounds"]),
        many("plan", "sooner", "Come back or call for", [
          "Fever after 3 days",
          "Trouble breathing",
          "Cannot drink",
          "Worse pain",
          "New rash",
        ]),
      ],
      patterns: [
        {
          section: "hpi",
          text: "[Ill for {{days}}][, began {{onset}}]\nWith: [{{symptoms}}][; highest temperature {{highest}}]\n{{contacts}}\nTried so far: {{tried}}",
        },
      ],
    }),
  ],
};

/** All but "none". */
function redFlagKeys(): string[] {
  return ["chest-pain", "shortness-of-breath", "fainting", "fever", "weight-loss", "blood-in-stool"];
}
