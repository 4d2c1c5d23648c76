/** Somebody else saved first: shows what both wrote, and lets the person choose for each setting. */
import { Button, Flex, Modal, Radio, Typography } from '@strapi/design-system';
import { useState } from 'react';

import { useText } from '../../../hooks/useText';
import { type Conflict } from '../form/conflict';
import { type SettingName } from '../form/input';
import { type OpenConflict } from '../form/useSave';

interface ConflictDialogProps {
  conflict: OpenConflict;
  onClose: () => void;
  /** The dialog is gone, and with it the focus. */
  onClosed: () => void;
  onResolve: (conflict: OpenConflict, yielded: ReadonlySet<SettingName>) => Promise<void>;
}

export function ConflictDialog(props: ConflictDialogProps) {
  const { conflict, onClose, onClosed, onResolve } = props;
  const text = useText();
  const [yielded, setYielded] = useState<ReadonlySet<SettingName>>(new Set());
  const { conflicts, onlyTheirs } = conflict;

  function choose(name: SettingName, isTheirs: boolean): void {
    const others = [...yielded].filter((each) => each !== name);
    setYielded(new Set(isTheirs ? [...others, name] : others));
  }

  return (
    <Modal.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal.Content onCloseAutoFocus={onClosed}>
        <Modal.Header>
          <Modal.Title>{text('conflict.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={5}>
            <Typography>{text('conflict.explained')}</Typography>
            {conflicts.map((each) => (
              <Choice
                key={each.name}
                conflict={each}
                isTheirs={yielded.has(each.name)}
                onChoose={(isTheirs) => choose(each.name, isTheirs)}
              />
            ))}
            {onlyTheirs.length > 0 && (
              <Typography textColor="neutral600">
                {text('conflict.onlyTheirs', {
                  settings: onlyTheirs.map((name) => settingText(text, name)).join(', '),
                })}
              </Typography>
            )}
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Modal.Close>
            <Button variant="tertiary">{text('conflict.back')}</Button>
          </Modal.Close>
          <Button onClick={() => void onResolve(conflict, yielded)}>{text('conflict.save')}</Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
}

interface ChoiceProps {
  conflict: Conflict;
  isTheirs: boolean;
  onChoose: (isTheirs: boolean) => void;
}

function Choice({ conflict, isTheirs, onChoose }: ChoiceProps) {
  const text = useText();
  const label = settingText(text, conflict.name);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography fontWeight="bold">{label}</Typography>
      <Radio.Group
        aria-label={label}
        value={isTheirs ? 'theirs' : 'yours'}
        onValueChange={(value) => onChoose(value === 'theirs')}
      >
        <Radio.Item value="yours">
          {text('conflict.yours', { value: shown(conflict.yours) })}
        </Radio.Item>
        <Radio.Item value="theirs">
          {text('conflict.theirs', { value: shown(conflict.theirs) })}
        </Radio.Item>
      </Radio.Group>
    </Flex>
  );
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function settingText(text: ReturnType<typeof useText>, name: SettingName): string {
  return name === 'failureHandling' ? text('destination.failure') : text(`destination.${name}`);
}
