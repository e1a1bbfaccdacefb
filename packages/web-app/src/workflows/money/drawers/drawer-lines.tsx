import { timeIn } from "@practicum/kernel/instant";
import { formatName, formatTime } from "@practicum/ui/format.ts";
import { Button } from "@mantine/core";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { Amount } from "../amount.tsx";
import { lineWords, methodOf, type Drawer } from "./drawer-words.ts";

/** What was taken and given, in its order. */
export function DrawerLines({ of }: { readonly of: Drawer }) {
  const { timeZone } = useSession();
  const undo = useCommand("billing", "undoPayout");
  if (of.lines.length === 0) return <p className="m-small">Nothing was taken or given yet.</p>;
  return (
    <div className="m-scroll">
      <table className="m-table" aria-label="Taken and given">
        <thead>
          <tr>
            <th>Time</th>
            <th>What</th>
            <th>Method</th>
            <th className="m-num">Amount</th>
          </tr>
        </thead>
        <tbody>
          {of.lines.map((one) => (
            <tr key={one.lineId}>
              <td style={{ whiteSpace: "nowrap" }}>{formatTime(timeIn(one.at, timeZone))}</td>
              <td>
                <b>{one.patientName ? formatName(one.patientName) : lineWords[one.kind]}</b>{" "}
                <span className="m-small">
                  {[
                    one.patientName && one.kind !== "payment" ? lineWords[one.kind] : null,
                    one.receiptNumber,
                    one.because,
                  ]
                    .filter((word) => word !== null)
                    .join(", ")}
                </span>
                {of.state === "open" && one.kind === "payout" && !one.undone && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    loading={undo.pending}
                    onClick={() =>
                      void undo
                        .run({ drawerId: of.drawerId, lineId: one.lineId })
                        .then((reply) => reply.ok && say("The payout is reversed."))
                    }
                  >
                    Reverse
                  </Button>
                )}
              </td>
              <td>{methodOf(one)}</td>
              <td className="m-num">
                <Amount value={one.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
