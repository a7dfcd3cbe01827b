import './older.ts'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiFailure } from '../ui/api.ts'
import { Kit } from '../ui/Kit.tsx'
import { LanguageProvider } from '../ui/language.tsx'
import { paint } from '../ui/theme.ts'
import { Doors } from './Doors.tsx'

paint(document.documentElement)
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal is an answer; only a broken line is worth asking twice.
      retry: (failures, error) => error instanceof ApiFailure && error.reason === 'offline' && failures < 2,
    },
  },
})

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <Kit>
          <Doors />
        </Kit>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
)
