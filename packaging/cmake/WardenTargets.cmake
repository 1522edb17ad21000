# SPDX-License-Identifier: GPL-3.0-or-later
# The few functions with which every folder declares its target.

set(CMAKE_AUTOUIC OFF) # windows are built in code: nothing to look for

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Precompiled headers need this sloppiness to be cached safely.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE_PROGRAM})
endif()

add_library(warden_options INTERFACE)
target_compile_features(warden_options INTERFACE cxx_std_20)
target_compile_definitions(warden_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_USE_QSTRINGBUILDER QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_CONTEXTLESS_CONNECT
    QT_DISABLE_DEPRECATED_BEFORE=0x060400 OPENSSL_API_COMPAT=30000 OPENSSL_NO_DEPRECATED)
if(WIN32)
    target_compile_definitions(warden_options INTERFACE NOMINMAX WIN32_LEAN_AND_MEAN UNICODE _UNICODE)
else()
    target_compile_definitions(warden_options INTERFACE QT_STRICT_ITERATORS)
endif()
if(MSVC)
    target_compile_options(warden_options INTERFACE /W4 /permissive- /utf-8 /Zc:__cplusplus /guard:cf)
    if(WARDEN_WERROR)
        target_compile_options(warden_options INTERFACE /WX)
    endif()
else()
    target_compile_options(warden_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
        -Woverloaded-virtual -Wold-style-cast -Wcast-align -Wpointer-arith -Wformat-security -Wvla
        -fstack-protector-strong)
    if(CCACHE_PROGRAM AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(warden_options INTERFACE -fpch-preprocess)
    endif()
    if(WARDEN_WERROR)
        target_compile_options(warden_options INTERFACE -Werror)
    endif()
    if(NOT WARDEN_SANITIZE AND CMAKE_BUILD_TYPE STREQUAL "Release")
        target_compile_options(warden_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
    endif()
    if(WARDEN_SANITIZE)
        target_compile_options(warden_options INTERFACE -fsanitize=${WARDEN_SANITIZE} -fno-omit-frame-pointer)
        target_link_options(warden_options INTERFACE -fsanitize=${WARDEN_SANITIZE})
        if(WARDEN_SANITIZE MATCHES "undefined")
            target_compile_options(warden_options INTERFACE -fno-sanitize-recover=undefined)
        endif()
    endif()
    if(WARDEN_COVERAGE)
        target_compile_options(warden_options INTERFACE --coverage)
        target_link_options(warden_options INTERFACE --coverage)
    endif()
endif()
if(UNIX AND NOT APPLE)
    target_link_options(warden_options INTERFACE -Wl,-z,relro,-z,now)
endif()

# One precompiled header for each family of targets, built once and reused by all of the family.
function(_warden_pch target header)
    if(NOT TARGET warden_${target})
        file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/pch/${target}.cpp" CONTENT "\n")
        add_library(warden_${target} OBJECT "${CMAKE_BINARY_DIR}/pch/${target}.cpp")
        set_source_files_properties("${CMAKE_BINARY_DIR}/pch/${target}.cpp" PROPERTIES GENERATED ON)
        set_target_properties(warden_${target} PROPERTIES AUTOMOC OFF)
        target_link_libraries(warden_${target} PRIVATE warden_options ${ARGN})
        # The headers only: a definition such as QT_NETWORK_LIB would bar the targets that do not link the module.
        target_include_directories(warden_${target} SYSTEM PRIVATE
            $<TARGET_PROPERTY:Qt6::Network,INTERFACE_INCLUDE_DIRECTORIES>
            $<TARGET_PROPERTY:tl::expected,INTERFACE_INCLUDE_DIRECTORIES>)
        target_precompile_headers(warden_${target} PRIVATE "${PROJECT_SOURCE_DIR}/packaging/cmake/${header}")
    endif()
endfunction()

# warden_library(<name> SOURCES … LINKS … [GUI]): the static library warden::<name>.
function(warden_library name)
    cmake_parse_arguments(ARG "GUI" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    set(target warden_${name})
    qt_add_library(${target} STATIC ${ARG_SOURCES})
    add_library(warden::${name} ALIAS ${target})
    target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}/app")
    target_link_libraries(${target} PUBLIC warden_options Qt6::Core ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS})
    if(ARG_GUI)
        target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}")
        target_link_libraries(${target} PUBLIC Qt6::Widgets)
        _warden_pch(pch_gui pchgui.h Qt6::Widgets)
        target_precompile_headers(${target} REUSE_FROM warden_pch_gui)
    else()
        _warden_pch(pch_core pchcore.h Qt6::Core)
        target_precompile_headers(${target} REUSE_FROM warden_pch_core)
    endif()
endfunction()

# warden_test(<kind> <name> SOURCES … LINKS … [GUI] [SERIAL] [TIMEOUT s]): one Qt Test executable.
# <kind> is unit, models, gui or broker, and becomes the ctest label.
function(warden_test kind name)
    cmake_parse_arguments(ARG "GUI;SERIAL" "TIMEOUT" "SOURCES;LINKS" ${ARGN})
    set(target tst_${kind}_${name})
    qt_add_executable(${target} MANUAL_FINALIZATION ${ARG_SOURCES})
    target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/app" "${PROJECT_SOURCE_DIR}"
        "${PROJECT_SOURCE_DIR}/tests")
    target_link_libraries(${target} PRIVATE warden_options Qt6::Test ${ARG_LINKS})
    set_target_properties(${target} PROPERTIES WIN32_EXECUTABLE OFF)
    if(WARDEN_SANITIZE MATCHES "thread" AND UNIX AND NOT APPLE)
        target_sources(${target} PRIVATE "${PROJECT_SOURCE_DIR}/tests/support/tsanevents_unix.cpp")
        target_link_options(${target} PRIVATE -Wl,--export-dynamic-symbol=g_main_context_wakeup)
    endif()
    if(ARG_GUI)
        target_link_libraries(${target} PRIVATE Qt6::Widgets)
        _warden_pch(pch_gui pchgui.h Qt6::Widgets)
        target_precompile_headers(${target} REUSE_FROM warden_pch_gui)
    else()
        _warden_pch(pch_core pchcore.h Qt6::Core)
        target_precompile_headers(${target} REUSE_FROM warden_pch_core)
    endif()
    qt_finalize_target(${target})
    add_test(NAME ${kind}.${name} COMMAND ${target})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    set_tests_properties(${kind}.${name} PROPERTIES LABELS ${kind} TIMEOUT ${ARG_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_SCALE_FACTOR=1;LC_ALL=C.UTF-8;TZ=UTC;XDG_RUNTIME_DIR=${CMAKE_BINARY_DIR};LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp;TSAN_OPTIONS=die_after_fork=0:history_size=4:suppressions=${PROJECT_SOURCE_DIR}/tests/support/tsan.supp")
    if(ARG_SERIAL)
        set_tests_properties(${kind}.${name} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()
