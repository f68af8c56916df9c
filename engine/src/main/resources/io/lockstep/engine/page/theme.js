// Colours as the system prefers, or as chosen; and the links to the sections.
const THEMES = ['system', 'light', 'dark'];
const themeButton = document.getElementById('theme');
let theme = 'system';
try {
  theme = localStorage.getItem('lockstep-theme') || 'system';
} catch (e) {
  // Without storage the choice lasts as long as the page.
}

function applyTheme() {
  if (theme === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
  themeButton.textContent = 'Colours: ' + theme;
  document.dispatchEvent(new Event('colours'));
}

themeButton.addEventListener('click', () => {
  theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  try {
    localStorage.setItem('lockstep-theme', theme);
  } catch (e) {
    // As above.
  }
  applyTheme();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyTheme);
applyTheme();

for (const section of document.querySelectorAll('main > section[id]')) {
  const link = document.createElement('a');
  link.href = '#' + section.id;
  link.textContent = section.querySelector('h2').textContent;
  document.querySelector('nav').append(link);
}
