import { describeError, type DomainError } from "@practicum/contracts/error";
import type { Appointment, AppointmentStatus } from "@practicum/contracts/scheduling/appointments";
import { formatName } from "@practicum/ui/format.ts";
import { visitStatuses } from "@practicum/ui/status.tsx";
import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import { stepBack } from "./flow-model.ts";

interface Board {
  readonly visits: readonly Appointment[];
}

/** Moves a visit along the board: shown at once, queued while offline, taken back with the reason when refused. */
export function useAdvance() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const session = useSession();
  const command = useCommand("scheduling", "advanceVisit", { waitForNetwork: true });
  const boards = trpc.scheduling.flowBoard.pathFilter();

  const advance = async (
    visit: Appointment,
    to: AppointmentStatus,
    roomResourceId: string | null = visit.roomResourceId,
  ): Promise<DomainError | null> => {
    await client.cancelQueries(boards);
    client.setQueriesData<Board>(boards, (board) =>
      board
        ? {
            ...board,
            visits: board.visits.map((v) =>
              v.appointmentId === visit.appointmentId
                ? { ...v, status: to, roomResourceId, statusSince: session.now() }
                : v,
            ),
          }
        : board,
    );
    const result = await command.run({
      appointmentId: visit.appointmentId,
      version: visit.version,
      to,
      roomResourceId,
    });
    if (!result.ok) {
      client.setQueriesData<Board>(boards, (board) =>
        board
          ? { ...board, visits: board.visits.map((v) => (v.appointmentId === visit.appointmentId ? visit : v)) }
          : board,
      );
      sayError(`${formatName(visit.patientName)}: ${describeError(result.error)}`);
    }
    await client.invalidateQueries(boards);
    if (!result.ok) return result.error;
    if (to !== stepBack(visit.status) && stepBack(to) === visit.status) {
      const moved = { ...visit, status: to, roomResourceId, version: result.value.version };
      offerUndo(
        `${formatName(visit.patientName)}: ${visitStatuses[to].word}.`,
        () => void advance(moved, visit.status, visit.roomResourceId),
        { about: visit.patientId },
      );
    }
    return null;
  };
  return { advance, pending: command.pending };
}
