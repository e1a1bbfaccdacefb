/** The rules of billing that move balances (numbered in its SPEC), in a few words for the one who reads a ledger. */
const words: { readonly [rule: string]: string } = {
  "BIL-16": "charge released",
  "BIL-31": "payer's payment",
  "BIL-32": "contractual adjustment",
  "BIL-33": "patient's share by the payer",
  "BIL-35": "payer's deposit",
  "BIL-36": "denial billed to the patient",
  "BIL-37": "denial reversed by the payer",
  "BIL-40": "payment taken",
  "BIL-41": "payment applied",
  "BIL-42": "payment reversed",
  "BIL-43": "written off",
  "BIL-90": "variance settled",
  "BIL-93": "posted out of balance",
  "BIL-94": "sent back to the payer",
  "BIL-95": "posting reversed by hand",
  "BIL-96": "write-off or patient billing reversed",
  "BIL-105": "patient's balance written off",
  "BIL-106": "patient refund",
  "BIL-107": "refunded to the payer",
  "BIL-108": "moved between payer and patient",
  "BIL-109": "done by hand, undone",
  "BIL-110": "billed to coverage found later",
  "BIL-111": "variance open again",
  "BIL-113": "charged by hand",
  "BIL-114": "charge taken off",
  "BIL-264": "small balance written off",
  "BIL-267": "given to collections",
  "BIL-103": "paper EOB reversed",
  "BIL-104": "capitation",
  "BIL-71": "passed on to the next payer",
  "BIL-72": "given up before, now allowed",
  "BIL-74": "crossover reversed",
};

/** A rule in words; one that has none here is named by its number, so nothing is hidden. */
export function ruleWords(rule: string): string {
  return words[rule] ?? rule;
}
