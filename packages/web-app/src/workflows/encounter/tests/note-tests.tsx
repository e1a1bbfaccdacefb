import { Button } from "@mantine/core";
import type { TestOrder } from "@practicum/contracts/charting/test-orders";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { TestCard } from "../../../chart/tests/test-card.tsx";
import { useEndless, type Endless } from "../../../lists/use-endless.ts";

const PAGE = 50;
type Page = { readonly orders: readonly TestOrder[]; readonly next: string | null };
export type TestOrders = Endless<Page, TestOrder>;

/** A patient's tests, or those of one note, the newest first. */
export function useTestOrders(patientId: string, encounterId: string | null): TestOrders {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { patientId, encounterId, limit: PAGE };
  return useEndless({
    queryKey: trpc.charting.testOrders.queryKey({ ...input, before: null }),
    page: async (before, signal): Promise<Page> => client.charting.testOrders.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.orders,
    keyOf: (one) => one.orderId,
  });
}

/** The cards of a list, and more of them when they are asked for. */
export function TestCards({ list, inNote = false }: { readonly list: TestOrders; readonly inNote?: boolean }) {
  const { more } = list;
  return (
    <div className="t-cards">
      {list.items?.map((order) => (
        <TestCard key={order.orderId} order={order} inNote={inNote} />
      ))}
      {more && (
        <div>
          <Button size="compact-sm" variant="default" loading={more.loading} onClick={more.load}>
            Show earlier ones
          </Button>
        </div>
      )}
    </div>
  );
}

interface Props {
  readonly patientId: string;
  readonly encounterId: string;
  /** In an open note, for who may order. */
  readonly onOrder?: () => void;
  /** Of a signed note nothing is shown where nothing was ordered. */
  readonly editable?: boolean;
}

/** What was ordered elsewhere in this visit. */
export function NoteTests({ patientId, encounterId, onOrder, editable = false }: Props) {
  const list = useTestOrders(patientId, encounterId);
  if (!editable && list.items?.length === 0) return null;
  return (
    <section className="w-panel" data-field="tests" aria-label="Laboratory and imaging" style={{ marginBlock: 12 }}>
      <header>
        <h2>Laboratory and imaging</h2>
        {onOrder && (
          <Button size="compact-sm" variant="default" onClick={onOrder}>
            Order tests&nbsp;<span className="p-kbd">Ctrl F8</span>
          </Button>
        )}
      </header>
      {list.error && <ErrorState what="The tests" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState rows={1} />}
      {list.items?.length === 0 && <div className="c-dim">None yet.</div>}
      <TestCards list={list} inNote />
    </section>
  );
}
