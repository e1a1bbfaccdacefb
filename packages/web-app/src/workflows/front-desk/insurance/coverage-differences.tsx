import { Button } from "@mantine/core";
import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { Eligibility } from "@practicum/contracts/billing/eligibility";
import { describeError } from "@practicum/contracts/error";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { usePracticeNpis } from "../../../patient/use-practice-npis.ts";
import { useSession } from "../../../session/session-context.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import { differencesOf, type Difference } from "./differences.ts";
import "./insurance.css";

type Listed = Coverage & { readonly eligibility: Eligibility | null };

/** Where card and payer differ, side by side; each is taken over by itself, and taken back by Undo. Nothing where they agree. */
export function CoverageDifferences({ coverage }: { readonly coverage: Listed }) {
  const trpc = useTRPC();
  const session = useSession();
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: 10 * 60_000 });
  const npis = usePracticeNpis();
  const nameOf = (npi: string) => {
    const one = staff.data?.find((person) => person.npi === npi);
    return one ? `${one.given} ${one.family}` : `NPI ${npi}`;
  };
  const { take, pending } = useTakeOver(coverage);
  const found = differencesOf(coverage, coverage.eligibility, nameOf, npis);
  if (found.length === 0) return null;
  return (
    <table className="n-differences" aria-label="Card and payer differ">
      <thead>
        <tr>
          <th scope="col">Differs</th>
          <th scope="col">On record</th>
          <th scope="col" colSpan={2}>
            Payer says
          </th>
        </tr>
      </thead>
      <tbody>
        {found.map((one) => (
          <tr key={one.name}>
            <th scope="row">{one.name}</th>
            <td>{one.card}</td>
            <td>
              <b>{one.payer}</b>
            </td>
            <td>
              {session.can("coverage.write") && (
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={pending}
                  aria-label={`Take over the payer's ${one.name}: ${one.payer}`}
                  onClick={() => void take(one)}
                >
                  Take over
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Writes the payer's value into the record. */
function useTakeOver(coverage: Listed) {
  const command = useCommand("billing", "updateCoverage");
  // All else of the record stays as it is.
  const { payerName: _payer, payerKind: _kind, priority: _place, version: seen, ...whole } = coverage;
  const { eligibility: _answer, ...record } = whole;
  const write = async (input: typeof record, version: number): Promise<number | null> => {
    const result = await command.run({ ...input, version });
    if (!result.ok) sayError(describeError(result.error));
    await command.refresh();
    return result.ok ? result.value.version : null;
  };
  const take = async ({ name, payer, taken }: Difference) => {
    const version = await write({ ...record, ...taken }, seen);
    if (version === null) return;
    offerUndo(`${name} of ${coverage.payerName} is now ${payer}.`, () => void write(record, version));
  };
  return { take, pending: command.pending };
}
