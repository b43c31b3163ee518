// The page of the echo program.
const box = document.querySelector('input');
const body = document.querySelector('tbody');
let turn = 0;

addEventListener('message', ({ data, ports: [port] }) => {
  if (data !== 'tresen:port' || !port) return;
  port.onmessage = ({ data: rows }) => {
    body.replaceChildren(
      ...rows.map((cells) => {
        const row = document.createElement('tr');
        for (const text of cells) row.insertCell().textContent = text;
        return row;
      }),
    );
  };
  box.addEventListener('input', () => {
    turn += 1;
    port.postMessage({ turn, text: box.value });
  });
});
postMessage('tresen:connect', '*');
box.focus();
