import { date, is, many, number, one, text, when, yesNo } from "./fields.ts";
import { template, type NotePack } from "./pack.ts";

export const urgentCare: NotePack = {
  pack: "urgent-care",
  name: "Urgent care",
  about: "An injury and a wound, with what must not be missed, and when to send on.",
  templates: [
    template(501, "Injury", {
      visitTypes: ["Acute visit", "Urgent visit"],
      fields: [
        text("hpi", "how", "How it happened", { required: true, rooming: true }),
        number("hpi", "hours", "Ago", { unit: "hours", min: 0, max: 720 }, { required: true, rooming: true }),
        yesNo("hpi", "work", "At work", ["Happened at work.", "Did not happen at work."], {
          required: true,
          rooming: true,
        }),
        one("exam", "side", "Side", ["Left", "Right", "Both", "Middle"], { required: true }),
        text("exam", "site", "What is hurt", { required: true }),
        many("exam", "found", "Found", [
          "Swelling",
          "Bruise",
          "Deformity",
          "Tender over bone",
          "Open wound",
          "None of these!",
        ]),
        one("exam", "pulse", "Pulse beyond it", ["Present", "Weak", "Absent"], { required: true }),
        one("exam", "feeling", "Feeling beyond it", ["Normal", "Reduced", "Absent"], { required: true }),
        text("plan", "now", "What is done at once", {
          showIf: {
            match: "any",
            of: [is("pulse", "weak", "absent"), is("feeling", "absent"), is("found", "deformity")],
          },
          required: true,
        }),
        one("plan", "picture", "X-ray", ["Not needed", "No fracture seen", "Fracture", "Sent for it"]),
        yesNo("hpi", "head", "Head was hit", ["Head was hit.", "Head was not hit."], { required: true }),
        many(
          "hpi",
          "head-signs",
          "Since then",
          ["Passed out", "Vomited", "Confused", "Worse headache", "Blood thinner", "None of these!"],
          { ...when(is("head", "yes")), required: true },
        ),
        text("plan", "head-step", "Head: imaging or why not", {
          ...when(is("head-signs", "passed-out", "vomited", "confused", "worse-headache", "blood-thinner")),
          required: true,
        }),
        many("plan", "care", "Given along", [
          "Rest and ice",
          "Splint",
          "Crutches",
          "Pain medicine",
          "Work note",
          "Head injury sheet",
        ]),
      ],
    }),
    template(502, "Wound", {
      visitTypes: ["Acute visit", "Urgent visit"],
      fields: [
        text("hpi", "how", "How it happened", { required: true, rooming: true }),
        number("hpi", "hours", "Ago", { unit: "hours", min: 0, max: 336 }, { required: true, rooming: true }),
        one(
          "hpi",
          "tetanus",
          "Tetanus shot",
          ["Within five years", "Five to ten years ago", "Longer ago", "Not known"],
          {
            required: true,
            rooming: true,
          },
        ),
        yesNo("hpi", "bite", "Bite", ["A bite.", "No bite."], { required: true }),
        text("hpi", "bite-of", "Of which animal or person, and its vaccination", {
          ...when(is("bite", "yes")),
          required: true,
        }),
        text("exam", "site", "Where, with the side", { required: true }),
        number("exam", "length", "Length", { unit: "cm", min: 0.1, max: 60, decimals: 1 }, { required: true }),
        one("exam", "depth", "Depth", ["Skin alone", "Into fat", "To muscle or tendon", "To bone or joint"], {
          required: true,
        }),
        yesNo(
          "exam",
          "clean",
          "Free of foreign bodies after exploration",
          ["Explored, no foreign body.", "Foreign body found."],
          { required: true },
        ),
        one("plan", "closed", "Closed with", ["Stitches", "Glue", "Strips", "Staples", "Left open"], {
          required: true,
        }),
        number(
          "plan",
          "stitches",
          "How many",
          { unit: "", min: 1, max: 100 },
          { ...when(is("closed", "stitches", "staples")), required: true },
        ),
        date("plan", "out", "To be taken out on", { ...when(is("closed", "stitches", "staples")), required: true }),
        one("plan", "booster", "Tetanus booster", ["Given", "Not needed", "Refused"], {
          ...when(is("tetanus", "five-to-ten-years-ago", "longer-ago", "not-known")),
        }),
        text("plan", "sent-on", "Who was asked or sent to", {
          ...when(is("depth", "to-muscle-or-tendon", "to-bone-or-joint")),
          required: true,
        }),
      ],
    }),
  ],
};
