import { Button, Checkbox, NumberInput, TextInput } from "@mantine/core";
import { contractContent, type payerContractOperations } from "@practicum/contracts/billing/payer-contracts";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Cents } from "@practicum/kernel/money";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";
import { Amount } from "../amount.tsx";
import { listOf } from "./contract-values.ts";

type Asked = z.input<typeof payerContractOperations.tryContract.input>;
type Answer = z.output<typeof payerContractOperations.tryContract.output>;

/** BIL-387: what the contract, as it is written above, makes of a claim or of one service; nothing is kept. */
export function TryContract({ content }: { readonly content: () => unknown }) {
  const session = useSession();
  const trpc = useTRPC();
  const [number, setNumber] = useState("");
  const [code, setCode] = useState("");
  const [modifiers, setModifiers] = useState("");
  const [units, setUnits] = useState<number | string>(1);
  const [place, setPlace] = useState("11");
  const [charge, setCharge] = useState<Cents | null>(null);
  const [day, setDay] = useState<LocalDate | null>(session.today);
  const [nonPhysician, setNonPhysician] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [unready, setUnready] = useState(false);
  const query = useQuery({
    ...trpc.billing.tryContract.queryOptions(asked ?? NOTHING),
    enabled: asked !== null,
    retry: false,
  });
  const run = () => {
    const parsed = contractContent.safeParse(content());
    setUnready(!parsed.success);
    if (!parsed.success) return setAsked(null);
    const services = listOf(code);
    const what: Asked["what"] =
      number.trim() === ""
        ? {
            kind: "lines",
            serviceDate: day ?? session.today,
            placeOfService: place.trim(),
            nonPhysician,
            lines: services.map((one) => ({
              code: one,
              modifiers: listOf(modifiers),
              units: Number(units) || 1,
              charge,
            })),
          }
        : { kind: "claim", number: number.trim().toUpperCase() };
    setAsked({ content: parsed.data, what });
  };
  return (
    <section
      className="m-stack"
      aria-label="Try it"
      style={{ gap: 8, borderTop: "1px solid var(--p-line)", paddingTop: 10 }}
    >
      <h3 style={{ margin: 0, fontSize: 14 }}>Try it on a claim, or on some services</h3>
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <TextInput
          size="xs"
          label="Claim"
          placeholder="number"
          w={110}
          value={number}
          onChange={(e) => setNumber(e.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label="or codes"
          placeholder="99213, 36415"
          style={{ flex: "1 1 120px" }}
          value={code}
          onChange={(e) => setCode(e.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label="Modifiers tried"
          w={100}
          value={modifiers}
          onChange={(e) => setModifiers(e.currentTarget.value)}
        />
        <NumberInput size="xs" label="Units" w={64} min={1} max={999} hideControls value={units} onChange={setUnits} />
        <TextInput
          size="xs"
          label="Place"
          w={60}
          maxLength={2}
          value={place}
          onChange={(e) => setPlace(e.currentTarget.value)}
        />
        <MoneyInput size="xs" label="Charge" placeholder="our price" w={100} value={charge} onChange={setCharge} />
        <DateInput size="xs" label="Day" w={112} today={session.today} value={day} onChange={setDay} />
        <Checkbox
          size="xs"
          label="by a PA or NP"
          style={{ paddingBottom: 6 }}
          checked={nonPhysician}
          onChange={(e) => setNonPhysician(e.currentTarget.checked)}
        />
        <Button size="xs" variant="default" disabled={number.trim() === "" && listOf(code).length === 0} onClick={run}>
          Try it
        </Button>
      </div>
      {unready && <Notice tone="warn">Some fields above need attention first: press Save to see which.</Notice>}
      {asked !== null && query.isError && <Notice tone="danger">{errorText(query.error)}</Notice>}
      {asked !== null && query.isPending && <LoadingState />}
      {asked !== null && query.data && <Lines answer={query.data} />}
    </section>
  );
}

/** Never asked: what the query is made of before somebody asks. */
const NOTHING: Asked = {
  content: {
    name: "-",
    plans: [],
    locations: [],
    specialties: [],
    caseRates: [],
    terms: [],
    lesserOfCharge: false,
    multipleProcedures: null,
    bilateralRate: null,
    assistant: null,
    nonPhysicianRate: null,
    sequestrationRate: null,
    tolerance: 0,
  },
  what: { kind: "claim", number: "-" },
};

function Lines({ answer }: { readonly answer: Answer }) {
  return (
    <table className="m-table">
      <thead>
        <tr>
          <th>Service</th>
          <th className="m-num">Charged</th>
          <th className="m-num">Allowed</th>
          <th>Which term decides, and how</th>
        </tr>
      </thead>
      <tbody>
        {answer.lines.map((line) => (
          <tr key={line.lineNumber}>
            <td style={{ whiteSpace: "nowrap" }}>
              <b>{line.code}</b> {line.modifiers.join(" ")} {line.units > 1 && `× ${line.units}`}
            </td>
            <td className="m-num">
              <Amount value={line.charge} />
            </td>
            <td className="m-num">{line.allowed === null ? "not known" : <Amount value={line.allowed} strong />}</td>
            <td>
              {line.term !== null && <b>{line.term}: </b>}
              {line.because}
            </td>
          </tr>
        ))}
      </tbody>
      {answer.lines.length > 1 && (
        <tfoot>
          <tr>
            <th colSpan={2}>All</th>
            <td className="m-num">
              {answer.allowed === null ? "not known" : <Amount value={answer.allowed} strong />}
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}
