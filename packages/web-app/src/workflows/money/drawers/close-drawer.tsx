import { TextInput } from "@mantine/core";
import { denominations, drawerOperations } from "@practicum/contracts/billing/drawers";
import { formatCents } from "@practicum/kernel/money";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { useNavigate } from "@tanstack/react-router";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { say } from "../../../shell/undo.tsx";
import { denominationNames, overShortWords, type Denomination, type Drawer } from "./drawer-words.ts";

type Counts = { readonly [D in Denomination as `d${D}`]: string };
type Values = Counts & {
  readonly left: number | null;
  readonly checks: number | null;
  readonly cards: number | null;
  readonly cashBecause: string;
  readonly checksBecause: string;
  readonly cardsBecause: string;
};

const blankCounts = Object.fromEntries(denominations.map((one) => [`d${one}`, ""])) as unknown as Counts;
/** Each count stands under its own name in the form. */
const countNames = Object.fromEntries(denominations.map((one, at) => [`counted.${at}.count`, `d${one}`]));

/** "" is none; what is no number is refused by the contract at its field. */
const countIn = (text: string): number => (text.trim() === "" ? 0 : /^\d+$/.test(text.trim()) ? Number(text) : -1);

/** The count by bills and coins, checks and batch beside what has to be there; each difference asks why. */
export function CloseDrawer({ of: drawer }: { readonly of: Drawer }) {
  const close = useCommand("billing", "closeDrawer");
  const navigate = useNavigate();
  const { expected, drawerId, version } = drawer;
  const initialValues: Values = {
    ...blankCounts,
    left: drawer.openingFloat,
    // Where none was taken there is none to count.
    checks: expected.checks === 0 ? 0 : null,
    cards: expected.cards === 0 ? 0 : null,
    cashBecause: "",
    checksBecause: "",
    cardsBecause: "",
  };
  const of = useCommandForm({
    draft: `drawer-close:${drawerId}`,
    initialValues,
    schema: drawerOperations.closeDrawer.input,
    fieldNames: countNames,
    toInput: ({ left, checks, cards, cashBecause, checksBecause, cardsBecause, ...counts }: Values) => ({
      drawerId,
      version,
      counted: denominations.map((denomination) => ({ denomination, count: countIn(counts[`d${denomination}`]) })),
      left,
      checks,
      cards,
      cashBecause,
      checksBecause,
      cardsBecause,
    }),
    command: close,
    onDone: ({ overShort }) => {
      say(`The drawer is closed: ${overShortWords(overShort, formatCents)}.`);
      void navigate({ to: "/drawer/$drawerId", params: { drawerId } });
    },
  });
  const values = of.form.getValues();
  const begun = denominations.some((one) => values[`d${one}`].trim() !== "");
  const cash = denominations.reduce((sum, one) => sum + one * Math.max(0, countIn(values[`d${one}`])), 0);
  const problem =
    of.refusal?.code === "stale-version"
      ? "Something was taken or given meanwhile. It stands here now: look at it, then close again."
      : of.problem;
  return (
    <section className="w-panel m-stack" aria-label="Count and close">
      <h2 className="m-title">Count and close</h2>
      <CommandForm of={of} label="Count and close" action="Close the drawer" size="xs" problem={problem}>
        <div className="m-count">
          {denominations.map((one) => (
            <TextInput
              key={one}
              size="xs"
              inputMode="numeric"
              autoComplete="off"
              placeholder="0"
              label={denominationNames[one]}
              {...of.form.getInputProps(`d${one}`)}
            />
          ))}
        </div>
        <Compare
          what="Cash"
          counted={begun ? cash : null}
          expected={expected.cash}
          because={of.form.getInputProps("cashBecause")}
        />
        <div className="m-count m-count-wide">
          <MoneyInput
            size="xs"
            label={`Checks in hand (${expected.checkCount} taken)`}
            {...of.form.getInputProps("checks")}
          />
          <MoneyInput size="xs" label="Card terminal's batch" {...of.form.getInputProps("cards")} />
        </div>
        <Compare
          what="Checks"
          counted={values.checks}
          expected={expected.checks}
          because={of.form.getInputProps("checksBecause")}
        />
        <Compare
          what="Cards"
          counted={values.cards}
          expected={expected.cards}
          because={of.form.getInputProps("cardsBecause")}
        />
        <MoneyInput size="xs" label="Stays in the drawer as float" {...of.form.getInputProps("left")} />
        <p className="m-small">
          To the bank: <b>{formatCents(Math.max(0, cash - (values.left ?? 0)))}</b> cash and{" "}
          <b>{formatCents(expected.checks)}</b> checks. Afterwards the drawer takes nothing any more.
        </p>
      </CommandForm>
    </section>
  );
}

interface Comparison {
  readonly what: "Cash" | "Checks" | "Cards";
  /** Null while nothing is counted. */
  readonly counted: number | null;
  readonly expected: number;
  readonly because: object;
}

/** What was counted beside what has to be there; a difference asks why. */
function Compare({ what, counted, expected, because }: Comparison) {
  const apart = counted === null ? null : counted - expected;
  return (
    <>
      <p className="m-compare" role="status">
        <b>{what}:</b> {counted === null ? "not counted yet" : `${formatCents(counted)} counted`},{" "}
        {formatCents(expected)} expected
        {apart !== null && <b data-apart={apart !== 0 || undefined}>{overShortWords(apart, formatCents)}</b>}
      </p>
      {apart !== null && apart !== 0 && (
        <TextInput
          size="xs"
          maxLength={200}
          label={what === "Cash" ? "Why it is over or short" : `Why ${what.toLowerCase()} differ`}
          {...because}
        />
      )}
    </>
  );
}
