import type { monthOperations } from "@practicum/contracts/billing/months";
import type { z } from "zod";

export type BookMonth = z.output<typeof monthOperations.getMonth.output>;
export type ListedMonth = z.output<typeof monthOperations.listMonths.output>["months"][number];

/** What a month can be closed with, and where it is finished. */
export const openWords: {
  readonly [W in BookMonth["open"][number]["what"]]: { readonly label: string; readonly to: string };
} = {
  charges: { label: "Visits whose charges are in review", to: "/money/charges" },
  deposits: { label: "Unmatched checks and EFTs", to: "/money/deposits" },
  unbanked: { label: "835s without a deposit", to: "/money/deposits?show=unbanked" },
  exceptions: { label: "Payments to match", to: "/money/era?show=open" },
  "set-aside": { label: "Payments set aside", to: "/money/era?show=open" },
  "out-of-balance": { label: "Remittances out of balance", to: "/money/era?show=open" },
  approvals: { label: "Approvals that wait", to: "/money/approvals" },
  drawers: { label: "Drawers that are not closed", to: "/money/drawers" },
  files: { label: "Files in quarantine", to: "/money/files" },
};
