import { Modal, Switch, Table } from "@mantine/core";

export interface KeyHelp {
  readonly keys: readonly string[];
  readonly does: string;
}
export interface KeyHelpGroup {
  readonly title: string;
  readonly keys: readonly KeyHelp[];
}

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly groups: readonly KeyHelpGroup[];
  /** Single-letter keys can be turned off (WCAG 2.1.4). */
  readonly lettersOn: boolean;
  readonly onLettersChange: (on: boolean) => void;
}

/** The `?` sheet: every key of this page and of everywhere. */
export function KeyboardHelp({ opened, onClose, groups, lettersOn, onLettersChange }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" size="md">
      {groups.map((group) => (
        <section key={group.title} style={{ marginBottom: 14 }}>
          <h2 style={{ fontSize: 14, margin: "0 0 4px" }}>{group.title}</h2>
          <Table verticalSpacing={3} withRowBorders={false}>
            <Table.Tbody>
              {group.keys.map((row) => (
                <Table.Tr key={row.does}>
                  <Table.Td w={150}>
                    {row.keys.map((key) => (
                      <kbd key={key} className="p-kbd" style={{ marginRight: 4 }}>
                        {key}
                      </kbd>
                    ))}
                  </Table.Td>
                  <Table.Td>{row.does}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      ))}
      <Switch
        label="Single letters act when a list or grid has the focus"
        checked={lettersOn}
        onChange={(event) => onLettersChange(event.currentTarget.checked)}
      />
    </Modal>
  );
}
