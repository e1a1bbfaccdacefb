import type { OrderState } from "@practicum/contracts/charting/orders";

/** Each state in words that can't be taken for another: what is signed has not left the house. */
export const orderStateWords: { readonly [S in OrderState]: string } = {
  draft: "Draft, signed with the note",
  signed: "Signed, not sent yet",
  sent: "Sent",
  received: "Received by the pharmacy",
  filled: "Filled",
  failed: "Failed",
  cancelled: "Cancelled",
};
