// A dialog in which something is typed or chosen: Enter and its first button do it, Esc leaves it, and a click beside it throws
// nothing away. What its keys do and where it begins is the caller's.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  mergeClasses,
} from '@fluentui/react-components';
import type { ReactNode, Ref } from 'react';

const useStyles = makeStyles({
  surface: { boxShadow: 'none' },
  actions: { gap: '8px' },
  does: { whiteSpace: 'nowrap' },
});

type Props = {
  title: string;
  /** On the button that does it. */
  label: string;
  submit: () => void;
  cancel: string;
  close: () => void;
  /** Further buttons, between the two. */
  others?: ReactNode;
  className?: string;
  contentClassName?: string;
  formRef?: Ref<HTMLFormElement>;
  children: ReactNode;
};

export function FormDialog(props: Props) {
  const { title, label, submit, cancel, close, others, className, contentClassName, formRef, children } = props;
  const styles = useStyles();
  return (
    <Dialog
      open
      surfaceMotion={null}
      onOpenChange={(_event, { open, type }) => {
        if (!open && type !== 'backdropClick') close();
      }}
    >
      <DialogSurface className={mergeClasses(styles.surface, className)}>
        <form
          ref={formRef}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={contentClassName}>{children}</DialogContent>
            <DialogActions className={styles.actions} fluid>
              <Button type="submit" appearance="primary" className={styles.does}>
                {label}
              </Button>
              {others}
              <Button onClick={close}>{cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
