import type { statement } from "@practicum/contracts/billing/statements";
import type { z } from "zod";

export type Paper = z.output<typeof statement>;

/** What each paper says first, in plain words. */
export const paperWords: { readonly [S in Paper["step"]]: { readonly title: string; readonly word: string | null } } = {
  statement: { title: "Statement", word: null },
  reminder: {
    title: "Reminder",
    word: "We have not had your payment yet. If it is on its way, thank you; if something is wrong, please call us.",
  },
  "final-notice": {
    title: "Final notice",
    word: "This is our last request. Please pay by the date above, or call us before it to agree on paying in parts. After it we may give the unpaid part to a collection agency.",
  },
  plan: { title: "Statement", word: "Thank you for paying by your plan. This is the part that comes next." },
};
