# cmake -DFROM=... -DTO=... -DRIGHT=... -DWRONG=... -P plant.cmake: a copy of a source with one mistake in it.
file(READ "${FROM}" right)
string(FIND "${right}" "${RIGHT}" at)
if(at EQUAL -1)
  message(FATAL_ERROR "${FROM} has changed: plant the mistake elsewhere (tests/simulation/plants/CMakeLists.txt). "
                      "Looked for: ${RIGHT}")
endif()
string(REPLACE "${RIGHT}" "${WRONG}" wrong "${right}")
file(WRITE "${TO}" "${wrong}")
