import { formatCents, type Cents } from "@practicum/kernel/money";

/** An amount, always with its cents; a negative one is said to be a credit. */
export function Amount({
  value,
  credit = false,
  strong = false,
}: {
  readonly value: Cents;
  readonly credit?: boolean;
  readonly strong?: boolean;
}) {
  const text = `${formatCents(value)}${credit && value < 0 ? " credit" : ""}`;
  return <span className="p-money">{strong ? <b>{text}</b> : text}</span>;
}
